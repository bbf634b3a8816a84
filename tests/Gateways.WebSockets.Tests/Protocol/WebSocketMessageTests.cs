using System.Text;
using Gateways.Protocol;
using Gateways.WebSockets.Protocol;

namespace Gateways.WebSockets.Tests.Protocol;

public sealed class WebSocketMessageTests
{
    [Theory]
    [InlineData("""{"event":"e"}""", "e", "", "")]
    [InlineData("""{"event":"e","data":1}""", "e", "1", "")]
    [InlineData("""{"data":{"a":[1,{"event":"x"}]},"event":"e"}""", "e", """{"a":[1,{"event":"x"}]}""", "")]
    [InlineData("""{"event":"e","data":null,"id":7}""", "e", "null", "7")]
    [InlineData("""{"id":"a\"b","event":"e"}""", "e", "", "\"a\\\"b\"")]
    [InlineData("""{"id":null,"event":"e"}""", "e", "", "")]
    [InlineData("""  { "event" : "e" , "data" : [ 1 , 2 ] }  """, "e", "[ 1 , 2 ]", "")]
    [InlineData("""{"ev\u0065nt":"\u00e4\n"}""", "ä\n", "", "")]
    [InlineData("""{"event":"ä€😀"}""", "ä€😀", "", "")]
    [InlineData("""{"event":"a","event":"b","data":1,"data":2}""", "b", "2", "")]
    [InlineData("""{"event":"e","other":{"event":"x"},"more":[1]}""", "e", "", "")]
    [InlineData("""{"event":""}""", "", "", "")]
    [InlineData("""{"event":"e","error":1,"id":1}""", "e", "", "1")]
    public void TryDecode_Event_IsRead(string text, string name, string body, string id)
    {
        Assert.True(WebSocketMessage.TryDecode(Encoding.UTF8.GetBytes(text), out var message));

        Assert.Equal(InboundMessageKind.Event, message.Kind);
        Assert.Equal((name, body, id), (Encoding.UTF8.GetString(message.EventName), Encoding.UTF8.GetString(message.Body.Span), Encoding.UTF8.GetString(message.AckId)));
        Assert.False(message.HasSingleArgument);
    }

    [Theory]
    [InlineData("""{"id":7,"data":1}""", false, "7", "1")]
    [InlineData("""{"id":"7"}""", false, "7", "")]
    [InlineData("""{"data":1,"id":7,"error":"no"}""", true, "7", "\"no\"")]
    [InlineData("""{"id":7,"error":{"a":1}}""", true, "7", """{"a":1}""")]
    public void TryDecode_Ack_IsRead(string text, bool isError, string id, string body)
    {
        Assert.True(WebSocketMessage.TryDecode(Encoding.UTF8.GetBytes(text), out var message));

        Assert.Equal(isError ? InboundMessageKind.AckError : InboundMessageKind.Ack, message.Kind);
        Assert.Equal((id, body), (Encoding.UTF8.GetString(message.AckId), Encoding.UTF8.GetString(message.Body.Span)));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"event\"")]
    [InlineData("{}")]
    [InlineData("""{"data":1}""")]
    [InlineData("""{"event":5}""")]
    [InlineData("""{"event":null}""")]
    [InlineData("""{"event":["e"]}""")]
    [InlineData("""{"event":{"toString":"x"}}""")]
    [InlineData("""{"event":"e"}{"event":"e"}""")]
    [InlineData("""{"event":"e"},""")]
    [InlineData("""{"event":"e",}""")]
    [InlineData("""{"event":"e","id":{}}""")]
    [InlineData("""{"event":"e","id":true}""")]
    [InlineData("""{"event":"\ud800"}""")]
    [InlineData("""{"event":"e" /* no */}""")]
    [InlineData("""{'event':'e'}""")]
    [InlineData("\uFEFF{\"event\":\"e\"}")]
    public void TryDecode_Garbage_IsNoMessage(string text) =>
        Assert.False(WebSocketMessage.TryDecode(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void TryDecode_EveryPrefixOfAMessage_IsNoMessage()
    {
        var text = """{"event":"e\u0041","data":{"a":[1,2.5e3,"x",null,true]},"id":"7"}"""u8.ToArray();
        Assert.True(WebSocketMessage.TryDecode(text, out _));

        for (var length = 0; length < text.Length; length++)
        {
            Assert.False(WebSocketMessage.TryDecode(text.AsMemory(0, length), out _));
        }
    }

    [Fact]
    public void TryDecode_RandomBytes_NeverThrows()
    {
        var random = new Random(7);
        var alphabet = """{}[]":,\u0019dataevntio error 0.1e-5 ntruefalsull"""u8.ToArray();
        var errors = new List<Exception>();
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(0, 60)];
            for (var j = 0; j < bytes.Length; j++)
            {
                bytes[j] = random.Next(10) == 0 ? (byte)random.Next(256) : alphabet[random.Next(alphabet.Length)];
            }

            if (Record.Exception(() => WebSocketMessage.TryDecode(bytes, out _)) is { } error)
            {
                errors.Add(error);
            }
        }

        Assert.Empty(errors);
    }
}
