namespace Gateways.Framing;

/// <summary>Frame types; RFC 6455, section 5.2.</summary>
public enum WebSocketOpcode : byte
{
    /// <summary>The next piece of a fragmented message.</summary>
    Continuation = 0x0,

    /// <summary>A message of UTF-8 text, or its first piece.</summary>
    Text = 0x1,

    /// <summary>A message of bytes, or its first piece.</summary>
    Binary = 0x2,

    /// <summary>The goodbye.</summary>
    Close = 0x8,

    /// <summary>Asks for a pong.</summary>
    Ping = 0x9,

    /// <summary>Answers a ping.</summary>
    Pong = 0xA,
}
