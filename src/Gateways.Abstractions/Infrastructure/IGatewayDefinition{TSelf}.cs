using System.ComponentModel;

namespace Gateways.Infrastructure;

/// <summary>Implemented by generated code on every gateway.</summary>
/// <typeparam name="TSelf">The gateway.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IGatewayDefinition<TSelf>
    where TSelf : class, IGatewayDefinition<TSelf>
{
    /// <summary>What the generator knows about the gateway.</summary>
    static abstract GatewayDescriptor<TSelf> Descriptor { get; }
}
