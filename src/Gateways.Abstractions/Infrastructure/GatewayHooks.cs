using System.ComponentModel;

namespace Gateways.Infrastructure;

/// <summary>The lifecycle hooks a gateway implements.</summary>
[Flags]
[EditorBrowsable(EditorBrowsableState.Never)]
public enum GatewayHooks
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><see cref="IOnGatewayInit"/>.</summary>
    Init = 1,

    /// <summary><see cref="IOnGatewayConnection"/>.</summary>
    Connection = 2,

    /// <summary><see cref="IOnGatewayDisconnect"/>.</summary>
    Disconnect = 4,
}
