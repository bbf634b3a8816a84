namespace Gateways.Framing;

/// <summary>Takes what a WebSocket's client sends. Everything is called by the one who reads, one after another.</summary>
public interface IWebSocketReceiver
{
    /// <summary>Whether only the client's own goodbye is still of interest.</summary>
    bool IsClosing { get; }

    /// <summary>Bytes have arrived.</summary>
    void OnReceived();

    /// <summary>Whether a message has begun and is not complete.</summary>
    void OnPartial(bool isPartial);

    /// <summary>The messages of one read begin.</summary>
    void BeginBatch();

    /// <summary>The messages of one read have ended.</summary>
    void EndBatch();

    /// <summary>A whole message. Its memory may be used again when the call returns, whatever the task says.</summary>
    /// <returns>Incomplete when reading has to stop until it completes.</returns>
    /// <exception cref="Gateways.Protocol.ProtocolException">The message breaks the rules of the protocol above.</exception>
    ValueTask OnMessage(ReadOnlyMemory<byte> payload, bool isText);

    /// <summary>The client asks for a pong with the same payload.</summary>
    void OnPing(ReadOnlyMemory<byte> payload);

    /// <summary>Waits with reading until there is room again.</summary>
    Task PauseAsync(ValueTask room);
}
