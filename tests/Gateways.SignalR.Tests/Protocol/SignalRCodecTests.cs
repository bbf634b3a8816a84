using System.Buffers;
using System.Text;
using System.Text.Json;
using Gateways.Protocol;
using Gateways.SignalR.Protocol;
using Microsoft.AspNetCore.SignalR.Protocol;
using JsonText = System.Text.Json.JsonSerializer;

namespace Gateways.SignalR.Tests.Protocol;

/// <summary>Our bytes are those of SignalR's own JSON protocol.</summary>
public sealed class SignalRCodecTests
{
    private static readonly JsonHubProtocol Theirs = new();
    private static readonly SignalRCodec Ours = SignalRCodec.Instance;

    [Theory]
    [InlineData("event", "[]", "")]
    [InlineData("event", "[1]", "")]
    [InlineData("event", """[{"a":[1,null,true]},"b"]""", "")]
    [InlineData("event", "[1,2,3]", "17")]
    [InlineData("Event-1.x_y", "[[]]", "")]
    public void WriteEvent_Message_IsTheirInvocation(string name, string arguments, string ackId)
    {
        var values = JsonDocument.Parse(arguments).RootElement.EnumerateArray().Select(static one => (object?)one).ToArray();

        var output = new ArrayBufferWriter<byte>();
        Ours.WriteEvent(output, new EventFrame
        {
            Namespace = "/", EventName = JsonText.SerializeToUtf8Bytes(name), Arguments = Encoding.UTF8.GetBytes(arguments[1..^1]), ArgumentCount = values.Length, AckId = Encoding.UTF8.GetBytes(ackId),
        });

        Assert.Equal(Text(Theirs.GetMessageBytes(new InvocationMessage(ackId.Length == 0 ? null : "s" + ackId, name, values)).Span), Text(output.WrittenSpan));
    }

    [Theory]
    [InlineData("7", "5")]
    [InlineData("abc", "{\"a\":1}")]
    [InlineData("7", "null")]
    public void WriteAck_Value_IsTheirCompletion(string id, string value)
    {
        var output = new ArrayBufferWriter<byte>();

        Ours.WriteAck(output, JsonText.SerializeToUtf8Bytes(id), new AckFrame { Value = Encoding.UTF8.GetBytes(value) });

        var result = value == "null" ? null : (object)JsonDocument.Parse(value).RootElement;
        Assert.Equal(Text(Theirs.GetMessageBytes(CompletionMessage.WithResult(id, result)).Span), Text(output.WrittenSpan));
    }

    [Fact]
    public void WriteAck_Empty_IsTheirEmptyCompletion()
    {
        var output = new ArrayBufferWriter<byte>();

        Ours.WriteAck(output, "\"7\""u8, new AckFrame { Value = default });

        Assert.Equal(Text(Theirs.GetMessageBytes(CompletionMessage.Empty("7")).Span), Text(output.WrittenSpan));
    }

    [Theory]
    [InlineData("Internal server error")]
    [InlineData("a b c")]
    public void WriteAckError_Text_IsTheirFailedCompletion(string text)
    {
        var output = new ArrayBufferWriter<byte>();

        Ours.WriteAckError(output, "\"7\""u8, "{}"u8, text);

        Assert.Equal(Text(Theirs.GetMessageBytes(CompletionMessage.WithError("7", text)).Span), Text(output.WrittenSpan));
    }

    [Theory]
    [InlineData("bye", true)]
    [InlineData("bye", false)]
    [InlineData("", false)]
    public void WriteClose_Reason_IsTheirClose(string text, bool mayReconnect)
    {
        var output = new ArrayBufferWriter<byte>();

        SignalRCodec.WriteClose(output, new CloseReason("x", 4000, text, mayReconnect));

        Assert.Equal(Text(Theirs.GetMessageBytes(new CloseMessage(text.Length == 0 ? null : text, mayReconnect)).Span), Text(output.WrittenSpan));
    }

    [Fact]
    public void WriteAckError_TextWithTheSeparator_IsEscaped()
    {
        var output = new ArrayBufferWriter<byte>();

        Ours.WriteAckError(output, "\"7\""u8, "{}"u8, "a\u001eb\"ö");

        Assert.Equal(output.WrittenCount - 1, output.WrittenSpan.IndexOf(SignalRCodec.RecordSeparator));
        Assert.Equal("a\u001eb\"ö", JsonDocument.Parse(output.WrittenMemory[..^1]).RootElement.GetProperty("error").GetString());
    }

    [Fact]
    public void TryWriteValue_Never() => Assert.False(Ours.TryWriteValue(new ArrayBufferWriter<byte>(), "1"u8));

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
}
