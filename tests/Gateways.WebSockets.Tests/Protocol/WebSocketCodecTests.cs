using System.Buffers;
using System.Text;
using Gateways.Protocol;
using Gateways.Framing;
using Gateways.WebSockets.Protocol;

namespace Gateways.WebSockets.Tests.Protocol;

public sealed class WebSocketCodecTests
{
    private static readonly WebSocketCodec Codec = new(bareReturnValues: true);

    [Theory]
    [InlineData("\"e\"", "", 0, "", """{"event":"e"}""")]
    [InlineData("\"e\"", "1", 1, "", """{"event":"e","data":1}""")]
    [InlineData("\"e\"", "[1]", 1, "", """{"event":"e","data":[1]}""")]
    [InlineData("\"e\"", "1,\"b\"", 2, "", """{"event":"e","data":[1,"b"]}""")]
    [InlineData("\"e\"", "1,2,null", 3, "17", """{"event":"e","data":[1,2,null],"id":17}""")]
    [InlineData("\"e\"", "", 0, "1", """{"event":"e","id":1}""")]
    [InlineData("\"e \\\" ö\"", "{}", 1, "9", """{"event":"e \" ö","data":{},"id":9}""")]
    public void WriteEvent_Frame_IsTheWireText(string name, string arguments, int count, string ackId, string expected)
    {
        var output = new ArrayBufferWriter<byte>();

        Codec.WriteEvent(output, new EventFrame
        {
            Namespace = "/x", EventName = Utf8(name), Arguments = Utf8(arguments), ArgumentCount = count, AckId = Utf8(ackId),
        });

        Assert.Equal(expected, Text(output));
    }

    [Theory]
    [InlineData("7", "", """{"id":7}""")]
    [InlineData("\"a\"", "null", """{"id":"a","data":null}""")]
    [InlineData("7", "{\"a\":1}", """{"id":7,"data":{"a":1}}""")]
    public void WriteAck_Value_IsTheWireText(string id, string value, string expected)
    {
        var output = new ArrayBufferWriter<byte>();

        Codec.WriteAck(output, Utf8(id), new AckFrame { Value = Utf8(value) });

        Assert.Equal(expected, Text(output));
    }

    [Fact]
    public void WriteAckError_Payload_IsTheWireText()
    {
        var output = new ArrayBufferWriter<byte>();

        Codec.WriteAckError(output, "7"u8, """{"status":"error"}"""u8, "text");

        Assert.Equal("""{"id":7,"error":{"status":"error"}}""", Text(output));
    }

    [Theory]
    [InlineData(true, "[1]")]
    [InlineData(false, null)]
    public void TryWriteValue_BareValues_AsTheOptionSays(bool isOn, string? expected)
    {
        var output = new ArrayBufferWriter<byte>();

        Assert.Equal(isOn, new WebSocketCodec(isOn).TryWriteValue(output, "[1]"u8));

        Assert.Equal(expected, output.WrittenCount == 0 ? null : Text(output));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(200_000)]
    public void WriteEvent_EachLength_HeaderTellsIt(int length)
    {
        var output = new ArrayBufferWriter<byte>();
        var around = """{"event":"e","data":""}""".Length;

        Codec.WriteEvent(output, new EventFrame { Namespace = "/", EventName = "\"e\""u8, Arguments = Utf8($"\"{new string('x', length - around)}\""), ArgumentCount = 1 });

        var (opcode, headerLength, payload) = WebSocketFrameWriter.ReadHeader(output.WrittenSpan);
        Assert.Equal((WebSocketOpcode.Text, length, output.WrittenCount), (opcode, payload, headerLength + payload));
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(ArrayBufferWriter<byte> output)
    {
        var (_, headerLength, length) = WebSocketFrameWriter.ReadHeader(output.WrittenSpan);
        Assert.Equal(output.WrittenCount, headerLength + length);
        return Encoding.UTF8.GetString(output.WrittenSpan[headerLength..]);
    }
}
