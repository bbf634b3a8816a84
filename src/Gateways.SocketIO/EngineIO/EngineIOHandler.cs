namespace Gateways;

/// <summary>What an application does with bare Engine.IO sessions, without Socket.IO on top. One for all sessions.</summary>
public abstract class EngineIOHandler
{
    /// <summary>A session is open; what is sent here is the first the client hears. Called on the request that opens it.</summary>
    public virtual void OnOpen(EngineIOSocket socket)
    {
    }

    /// <summary>A message. Those of one session come one after another.</summary>
    /// <param name="socket">The session.</param>
    /// <param name="message">The message; its memory may be used again when the call returns, whatever the task says.</param>
    /// <param name="isText">Whether it is UTF-8 text.</param>
    /// <returns>Completes when the next message may come: an incomplete task stops reading.</returns>
    public abstract ValueTask OnMessageAsync(EngineIOSocket socket, ReadOnlyMemory<byte> message, bool isText);

    /// <summary>A session has ended. Called once, from any thread.</summary>
    /// <param name="socket">The session.</param>
    /// <param name="reason">The named reason.</param>
    /// <param name="description">Node's text, for example <c>transport close</c>.</param>
    public virtual void OnClose(EngineIOSocket socket, CloseReason reason, string description)
    {
    }
}
