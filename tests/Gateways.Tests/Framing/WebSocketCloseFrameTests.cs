using System.Buffers;
using System.Text;
using Gateways.Framing;
using Gateways.Protocol;

namespace Gateways.Tests.Framing;

public sealed class WebSocketCloseFrameTests
{
    [Fact]
    public void Read_EveryCode_OnlyThoseOfTheRfcAreTaken()
    {
        for (var code = 0; code <= ushort.MaxValue; code++)
        {
            var isAllowed = code is (>= 1000 and <= 1014 and not (1004 or 1005 or 1006)) or (>= 3000 and <= 4999);
            byte[] payload = [(byte)(code >> 8), (byte)code];
            if (isAllowed)
            {
                Assert.Equal(new WebSocketCloseFrame(code, null), WebSocketCloseFrame.Read(payload));
            }
            else
            {
                Assert.Equal(CloseReason.ProtocolError, Assert.Throws<ProtocolException>(() => WebSocketCloseFrame.Read(payload)).Reason);
            }
        }
    }

    [Fact]
    public void Read_Empty_HasNoCode() => Assert.Equal(default, WebSocketCloseFrame.Read([]));

    [Theory]
    [InlineData("bye", 1000)]
    [InlineData("äö€😀", 4000)]
    [InlineData("", 1001)]
    public void Write_ThenRead_IsTheSame(string reason, int code)
    {
        var output = new ArrayBufferWriter<byte>();
        WebSocketFrameWriter.WriteClose(output, code, reason);

        var (opcode, headerLength, length) = WebSocketFrameWriter.ReadHeader(output.WrittenSpan);

        Assert.Equal(WebSocketOpcode.Close, opcode);
        Assert.Equal(new WebSocketCloseFrame(code, reason.Length == 0 ? null : reason), WebSocketCloseFrame.Read(output.WrittenSpan.Slice(headerLength, length)));
    }

    [Theory]
    [InlineData(1005)]
    [InlineData(1006)]
    public void Write_CodeThatMustNotBeSent_IsAnEmptyClose(int code)
    {
        var output = new ArrayBufferWriter<byte>();

        WebSocketFrameWriter.WriteClose(output, code, "text");

        Assert.Equal([0x88, 0x00], output.WrittenSpan.ToArray());
    }

    [Theory]
    [InlineData('x')]
    [InlineData('€')]
    [InlineData('ö')]
    public void Write_LongReason_IsCutBetweenCharacters(char character)
    {
        var output = new ArrayBufferWriter<byte>();

        WebSocketFrameWriter.WriteClose(output, 1000, new string(character, 500));

        var read = WebSocketCloseFrame.Read(output.WrittenSpan[2..]);
        Assert.Equal(new string(character, 123 / Encoding.UTF8.GetByteCount([character])), read.Reason);
        Assert.True(output.WrittenSpan[1] <= 125);
    }
}
