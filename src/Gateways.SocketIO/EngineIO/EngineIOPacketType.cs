namespace Gateways.SocketIO.EngineIO;

/// <summary>Packet types of Engine.IO v4, as the character each begins with.</summary>
internal enum EngineIOPacketType : byte
{
    Open = (byte)'0',
    Close = (byte)'1',
    Ping = (byte)'2',
    Pong = (byte)'3',
    Message = (byte)'4',
    Upgrade = (byte)'5',
    Noop = (byte)'6',

    /// <summary>A message of bytes: <c>b</c> and base64 in text, nothing at all in a binary WebSocket frame.</summary>
    Binary = (byte)'b',
}
