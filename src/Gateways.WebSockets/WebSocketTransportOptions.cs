namespace Gateways;

/// <summary>Habits of the plain WebSocket transport.</summary>
public sealed class WebSocketTransportOptions
{
    /// <summary>
    /// Whether a handler's value is sent bare, as one JSON value without an envelope, when the client asked for no ack. That is what NestJS's
    /// ws adapter does. Default: true. Without it such a value is dropped.
    /// </summary>
    public bool BareReturnValues { get; set; } = true;

    /// <summary>How many frames one message may be split into. Default: 4096. Beyond that the connection is closed (1008).</summary>
    public int MaxFragments { get; set; } = 4096;

    /// <summary>
    /// Whether <c>permessage-deflate</c> is accepted when a client offers it; needs <c>app.UseWebSockets()</c>. Default: false. It costs some 240 KB per connection and the
    /// shared encoding of broadcasts, and must not be used for messages that mix secrets with text of strangers.
    /// </summary>
    public bool Compression { get; set; }
}
