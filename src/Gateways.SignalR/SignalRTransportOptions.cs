namespace Gateways;

/// <summary>Habits of the SignalR transport. Message size, keep-alive and time-outs are those of <see cref="GatewayOptions"/>.</summary>
public sealed class SignalRTransportOptions
{
    /// <summary>
    /// Whether a client that asks for it (<c>withStatefulReconnect()</c>) may resume its connection after a short loss without losing messages.
    /// Default: true. Only such clients cost the buffer it needs.
    /// </summary>
    public bool StatefulReconnect { get; set; } = true;

    /// <summary>How many bytes of sent messages are kept for a client with stateful reconnect. Default: 100,000.</summary>
    public long StatefulReconnectBufferBytes { get; set; } = 100_000;
}
