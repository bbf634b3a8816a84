namespace Gateways.Conformance.Host;

/// <summary>Sends every message back.</summary>
public sealed class EngineIOEcho : EngineIOHandler
{
    public override ValueTask OnMessageAsync(EngineIOSocket socket, ReadOnlyMemory<byte> message, bool isText)
    {
        if (isText)
        {
            socket.SendText(message.Span);
        }
        else
        {
            socket.SendBytes(message.Span);
        }

        return ValueTask.CompletedTask;
    }
}
