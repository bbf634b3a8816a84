namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>Socket.IO v5 over Engine.IO v4, over WebSocket; clients that do nothing may poll. The first digit is Engine.IO's packet type, the second Socket.IO's.</summary>
internal sealed class SocketIOProtocol(string? path, string ns, bool token) : WireProtocol
{
    private readonly string _namespace = ns is "" or "/" ? "" : ns + ",";

    public override string Target => TargetOf("websocket");

    public override byte[] OnOpen => TextFrame("40" + _namespace + (token ? $$"""{"token":"{{LoadToken.Create()}}"}""" : ""));

    public override byte[] Pong => TextFrame("3");

    public override byte[] Goodbye => [.. TextFrame("41" + _namespace), .. base.Goodbye];

    public override PollingClient CreatePollingClient(int port) => new(TargetOf("polling"), port, ns);

    public override byte[] Request(string eventName, string dataJson, int id) => TextFrame($"42{_namespace}{id}[\"{eventName}\",{dataJson}]");

    public override byte[] Fire(string eventName, string dataJson) => TextFrame($"42{_namespace}[\"{eventName}\",{dataJson}]");

    public override MessageKind Classify(ReadOnlySpan<byte> message)
    {
        if (message.Length == 0)
        {
            return MessageKind.Other;
        }

        if (message[0] != '4' || message.Length < 2)
        {
            return message[0] switch
            {
                (byte)'0' => MessageKind.Open,
                (byte)'1' => MessageKind.Close,
                (byte)'2' => MessageKind.Ping,
                _ => MessageKind.Other,
            };
        }

        return message[1] switch
        {
            (byte)'0' => MessageKind.Handshake,
            (byte)'1' => MessageKind.Close,
            (byte)'2' => message.IndexOf("[\"exception\""u8) is >= 0 and < 64 ? MessageKind.Error : MessageKind.Event,
            (byte)'3' => MessageKind.Ack,
            (byte)'4' => MessageKind.Error,
            _ => MessageKind.Other,
        };
    }

    public override int AckId(ReadOnlySpan<byte> message) => message.Length < 2 + _namespace.Length ? -1 : LeadingNumber(message[(2 + _namespace.Length)..]);

    private string TargetOf(string transport) => $"{path ?? "/socket.io/"}?EIO=4&transport={transport}";
}
