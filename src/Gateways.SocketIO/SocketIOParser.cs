namespace Gateways;

/// <summary>How Socket.IO packets are written: server and clients must use the same.</summary>
public enum SocketIOParser
{
    /// <summary>As text, with bytes as attachments: what clients do when nothing else is said.</summary>
    Json,

    /// <summary>As MessagePack: for clients with the package <c>socket.io-msgpack-parser</c>. A client that sends text is closed.</summary>
    Msgpack,
}
