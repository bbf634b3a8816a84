namespace Gateways.Testing;

/// <summary>What a test waits for, or sends, can no longer arrive: the client's connection has ended.</summary>
public sealed class GatewayTestDisconnectedException : Exception
{
    internal GatewayTestDisconnectedException(string message, GatewayTestDisconnect disconnect)
        : base(message, disconnect.Error)
        => Disconnect = disconnect;

    /// <summary>How it ended.</summary>
    public GatewayTestDisconnect Disconnect { get; }
}
