using Gateways.Framing;
using Gateways.Protocol;
using Gateways.Specification.Clients;

namespace Gateways.Tests.Framing;

public sealed class WebSocketFrameHeaderTests
{
    [Theory]
    [InlineData(0, 6)]
    [InlineData(125, 6)]
    [InlineData(126, 8)]
    [InlineData(65535, 8)]
    [InlineData(65536, 14)]
    public void TryRead_EachLengthForm_IsRead(int length, int headerLength)
    {
        var frame = RawWebSocket.Frame(RawFrame.Binary, new byte[length]);

        Assert.True(WebSocketFrameHeader.TryRead(frame, 100_000, out var header));

        Assert.Equal((WebSocketOpcode.Binary, true, headerLength, length), (header.Opcode, header.IsFinal, header.HeaderLength, header.PayloadLength));
        Assert.Equal(0x3d21fa37u, header.Mask);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(200)]
    [InlineData(70_000)]
    public void TryRead_AnyPartOfTheHeader_WantsMore(int length)
    {
        var frame = RawWebSocket.Frame(RawFrame.TextFrame, new byte[length]);
        Assert.True(WebSocketFrameHeader.TryRead(frame, 100_000, out var header));

        for (var part = 0; part < header.HeaderLength; part++)
        {
            Assert.False(WebSocketFrameHeader.TryRead(frame.AsSpan(0, part), 100_000, out _));
        }
    }

    [Theory]
    [InlineData(100, 100, true)]
    [InlineData(101, 100, false)]
    [InlineData(0, 0, true)]
    public void TryRead_PayloadAtTheLimit_IsTakenAboveItNot(int length, int limit, bool fits)
    {
        var frame = RawWebSocket.Frame(RawFrame.TextFrame, new byte[length]);

        if (fits)
        {
            Assert.True(WebSocketFrameHeader.TryRead(frame, limit, out _));
        }
        else
        {
            Assert.Equal(CloseReason.MessageTooBig, Assert.Throws<ProtocolException>(() => WebSocketFrameHeader.TryRead(frame, limit, out _)).Reason);
        }
    }

    [Theory]
    [InlineData(RawFrame.Close)]
    [InlineData(RawFrame.Ping)]
    [InlineData(RawFrame.Pong)]
    public void TryRead_ControlFrame_TakesNoRoomOfTheMessage(int opcode)
    {
        Assert.True(WebSocketFrameHeader.TryRead(RawWebSocket.Frame(opcode, new byte[125]), 0, out var header));
        Assert.True(header.IsControl);
    }

    [Fact]
    public void TryRead_EveryFirstTwoBytes_FailsOrWaitsButNeverAnythingElse()
    {
        var broken = 0;
        for (var i = 0; i <= ushort.MaxValue; i++)
        {
            try
            {
                WebSocketFrameHeader.TryRead([(byte)(i >> 8), (byte)i, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 1000, out _);
            }
            catch (ProtocolException error)
            {
                Assert.Contains(error.Reason, new[] { CloseReason.ProtocolError, CloseReason.MessageTooBig });
                broken++;
            }
        }

        Assert.InRange(broken, 1, ushort.MaxValue);
    }
}
