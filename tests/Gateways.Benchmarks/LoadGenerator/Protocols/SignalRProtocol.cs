namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>SignalR's JSON hub protocol over WebSockets, negotiation skipped. Every message ends with 0x1e, which the engine has already cut off here.</summary>
internal sealed class SignalRProtocol(string? path, bool token) : WireProtocol
{
    private const string RecordSeparator = "\u001e";

    public override string Target => (path ?? "/hub") + (token ? "?access_token=" + LoadToken.Create() : "");

    public override byte[] Hello => TextFrame("""{"protocol":"json","version":1}""" + RecordSeparator);

    /// <summary>A server drops a client it has not heard for 30 s; the keep-alives it sends itself need no answer.</summary>
    public override byte[] KeepAlive => TextFrame("""{"type":6}""" + RecordSeparator);

    public override byte[] Goodbye => [.. TextFrame("""{"type":7}""" + RecordSeparator), .. base.Goodbye];

    public override bool IsRecordSeparated => true;

    public override byte[] Request(string eventName, string dataJson, int id) =>
        TextFrame($$"""{"type":1,"invocationId":"{{id}}","target":"{{eventName}}","arguments":[{{dataJson}}]}""" + RecordSeparator);

    public override byte[] Fire(string eventName, string dataJson) =>
        TextFrame($$"""{"type":1,"target":"{{eventName}}","arguments":[{{dataJson}}]}""" + RecordSeparator);

    public override MessageKind Classify(ReadOnlySpan<byte> message)
    {
        ReadOnlySpan<byte> name = "\"type\":"u8;
        int at = message.IndexOf(name);
        if (at < 0 || at + name.Length >= message.Length)
        {
            return message.SequenceEqual("{}"u8) ? MessageKind.Handshake : message.StartsWith("{\"error\""u8) ? MessageKind.Error : MessageKind.Other;
        }

        return message[at + name.Length] switch
        {
            (byte)'3' => IsFailedCompletion(message) ? MessageKind.Error : MessageKind.Ack,
            (byte)'1' => MessageKind.Event,
            (byte)'7' => MessageKind.Close,
            _ => MessageKind.Other,
        };
    }

    public override int AckId(ReadOnlySpan<byte> message)
    {
        ReadOnlySpan<byte> name = "\"invocationId\":\""u8;
        int at = message.IndexOf(name);
        return at < 0 ? -1 : LeadingNumber(message[(at + name.Length)..]);
    }

    /// <summary>A completion holds an error or a result, both after the invocation id; a result that mentions errors is still a result.</summary>
    private static bool IsFailedCompletion(ReadOnlySpan<byte> message)
    {
        ReadOnlySpan<byte> head = message[..Math.Min(64, message.Length)];
        int error = head.IndexOf("\"error\":"u8);
        return error >= 0 && head[..error].IndexOf("\"result\":"u8) < 0;
    }
}
