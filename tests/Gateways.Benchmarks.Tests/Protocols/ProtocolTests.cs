using System.Text;

namespace Gateways.Benchmarks.Tests.Protocols;

public class ProtocolTests
{
    private const int NoId = -1;

    [Theory]
    [InlineData("""{"event":"echo","data":{"content":"x"}}""", nameof(MessageKind.Ack))]
    [InlineData("""{"event":"echo"}""", nameof(MessageKind.Ack))]
    [InlineData("""{"data":1,"event":"echo"}""", nameof(MessageKind.Ack))]
    [InlineData("""{"event":"echoes","data":1}""", nameof(MessageKind.Event))]
    [InlineData("""{"event":"message","data":{"event":"echo"}}""", nameof(MessageKind.Event))]
    [InlineData("""{"event":"exception","data":{"status":"error"}}""", nameof(MessageKind.Error))]
    [InlineData("""{"event":"error","data":1}""", nameof(MessageKind.Error))]
    public void RawWebSocket_Message_IsClassified(string message, string kind)
    {
        WireProtocol protocol = Create("ws");

        Assert.Equal(kind, protocol.Classify(Utf8(message)).ToString());
        Assert.Equal(NoId, protocol.AckId(Utf8(message)));
    }

    [Theory]
    [InlineData("{}", nameof(MessageKind.Handshake), NoId)]
    [InlineData("""{"error":"unsupported protocol"}""", nameof(MessageKind.Error), NoId)]
    [InlineData("""{"type":3,"invocationId":"15","result":{"content":"x"}}""", nameof(MessageKind.Ack), 15)]
    [InlineData("""{"type":3,"invocationId":"0","result":{"error":"of the payload"}}""", nameof(MessageKind.Ack), 0)]
    [InlineData("""{"invocationId":"7","type":3}""", nameof(MessageKind.Ack), 7)]
    [InlineData("""{"type":3,"invocationId":"2","error":"no such method"}""", nameof(MessageKind.Error), 2)]
    [InlineData("""{"type":1,"target":"message","arguments":[{"content":"x"}]}""", nameof(MessageKind.Event), NoId)]
    [InlineData("""{"type":6}""", nameof(MessageKind.Other), NoId)]
    [InlineData("""{"type":7,"error":"goodbye"}""", nameof(MessageKind.Close), NoId)]
    [InlineData("""{"type":""", nameof(MessageKind.Other), NoId)]
    [InlineData("", nameof(MessageKind.Other), NoId)]
    public void SignalR_Message_IsClassified(string message, string kind, int id)
    {
        WireProtocol protocol = Create("signalr");

        Assert.Equal(kind, protocol.Classify(Utf8(message)).ToString());
        Assert.Equal(id, protocol.AckId(Utf8(message)));
    }

    [Theory]
    [InlineData("""0{"sid":"abc","pingInterval":25000}""", nameof(MessageKind.Open))]
    [InlineData("1", nameof(MessageKind.Close))]
    [InlineData("2", nameof(MessageKind.Ping))]
    [InlineData("""40{"sid":"abc"}""", nameof(MessageKind.Handshake))]
    [InlineData("41", nameof(MessageKind.Close))]
    [InlineData("""42["message",{"content":"x"}]""", nameof(MessageKind.Event))]
    [InlineData("""42["exception",{"status":"error"}]""", nameof(MessageKind.Error))]
    [InlineData("""4315[{"content":"x"}]""", nameof(MessageKind.Ack))]
    [InlineData("""44{"message":"not allowed"}""", nameof(MessageKind.Error))]
    [InlineData("4", nameof(MessageKind.Other))]
    [InlineData("6", nameof(MessageKind.Other))]
    [InlineData("", nameof(MessageKind.Other))]
    public void SocketIO_Message_IsClassified(string message, string kind) =>
        Assert.Equal(kind, Create("sio").Classify(Utf8(message)).ToString());

    [Theory]
    [InlineData("", "4315[1]", 15)]
    [InlineData("/chat", "43/chat,15[1]", 15)]
    [InlineData("/", "437[]", 7)]
    [InlineData("/chat", "43", NoId)]
    public void SocketIO_AckId_StandsAfterTheNamespace(string ns, string message, int id) =>
        Assert.Equal(id, Create("sio", "--ns=" + ns).AckId(Utf8(message)));

    [Theory]
    [InlineData("ws", """{"event":"echo","data":{"a":1}}""", """{"event":"echo","data":{"a":1}}""")]
    [InlineData("signalr", "{\"type\":1,\"invocationId\":\"3\",\"target\":\"echo\",\"arguments\":[{\"a\":1}]}\u001e", "{\"type\":1,\"target\":\"echo\",\"arguments\":[{\"a\":1}]}\u001e")]
    [InlineData("sio", """423["echo",{"a":1}]""", """42["echo",{"a":1}]""")]
    public void Request_WithAndWithoutAnswer_IsWhatTheServerExpects(string name, string request, string fire)
    {
        WireProtocol protocol = Create(name);

        Assert.Equal(WebSocketFrame.Encode(Utf8(request)), protocol.Request("echo", """{"a":1}""", 3));
        Assert.Equal(WebSocketFrame.Encode(Utf8(fire)), protocol.Fire("echo", """{"a":1}"""));
    }

    [Fact]
    public void Token_TravelsWhereEachProtocolCarriesIt()
    {
        Assert.StartsWith("/ws?token=eyJ", Create("ws", "--token").Target, StringComparison.Ordinal);
        Assert.StartsWith("/hub?access_token=eyJ", Create("signalr", "--token").Target, StringComparison.Ordinal);
        Assert.Equal(WebSocketFrame.Encode(Utf8("40{\"token\":\"" + LoadToken.Create() + "\"}")), Create("sio", "--token").OnOpen);
    }

    [Fact]
    public void UnknownProtocol_IsRefused() => Assert.Throws<ArgumentException>(() => Create("mqtt"));

    private static WireProtocol Create(string name, params string[] more) => WireProtocol.Create(new Options(["echo", "--proto", name, .. more]));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
