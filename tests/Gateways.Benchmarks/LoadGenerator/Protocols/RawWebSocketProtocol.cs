using System.Text;

namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>NestJS's plain WebSocket format: text frames of <c>{"event":...,"data":...}</c>. Answers carry no id, only an event name.</summary>
internal sealed class RawWebSocketProtocol(string? path, string ackEvent, bool token) : WireProtocol
{
    private readonly byte[] _ackStart = Encoding.UTF8.GetBytes($"{{\"event\":\"{ackEvent}\"");
    private readonly byte[] _ackName = Encoding.UTF8.GetBytes($"\"event\":\"{ackEvent}\"");

    public override string Target => (path ?? "/ws") + (token ? "?token=" + LoadToken.Create() : "");

    public override bool IsReadyAfterUpgrade => true;

    public override byte[] Request(string eventName, string dataJson, int id) => Fire(eventName, dataJson);

    public override byte[] Fire(string eventName, string dataJson) => TextFrame($$"""{"event":"{{eventName}}","data":{{dataJson}}}""");

    public override MessageKind Classify(ReadOnlySpan<byte> message)
    {
        if (message.StartsWith(_ackStart))
        {
            return MessageKind.Ack;
        }

        if (message.StartsWith("{\"event\":\"exception\""u8) || message.StartsWith("{\"event\":\"error\""u8))
        {
            return MessageKind.Error;
        }

        // The order of members is the server's own affair.
        return !message.StartsWith("{\"event\":"u8) && message.IndexOf(_ackName) >= 0 ? MessageKind.Ack : MessageKind.Event;
    }
}
