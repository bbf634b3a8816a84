using System.Text;
using Gateways.Framing;
using Gateways.Protocol;
using Gateways.Specification.Clients;

namespace Gateways.Tests.Framing;

public sealed class WebSocketFragmentsTests
{
    [Fact]
    public void TryComplete_OneFrame_PassesWithoutACopy()
    {
        var payload = "abc"u8.ToArray();

        Assert.True(Take(new WebSocketFragments(10, 10), WebSocketOpcode.Text, isFinal: true, payload, out var message));

        Assert.True(message.IsText);
        Assert.True(System.Runtime.InteropServices.MemoryMarshal.TryGetArray(message.Payload, out var segment));
        Assert.Same(payload, segment.Array);
    }

    [Theory]
    [InlineData(RawFrame.TextFrame, true)]
    [InlineData(RawFrame.Binary, false)]
    public void TryComplete_SeveralFrames_ArePutTogetherWithTheKindOfTheFirst(int opcode, bool isText)
    {
        var fragments = new WebSocketFragments(10, 10);

        Assert.False(Take(fragments, (WebSocketOpcode)opcode, isFinal: false, "ab"u8.ToArray(), out _));
        Assert.True(fragments.IsOpen);
        Assert.Equal(8, fragments.RoomLeft);
        Assert.False(Take(fragments, WebSocketOpcode.Continuation, isFinal: false, [], out _));
        Assert.True(Take(fragments, WebSocketOpcode.Continuation, isFinal: true, "cd"u8.ToArray(), out var message));

        Assert.Equal(("abcd", isText), (Encoding.UTF8.GetString(message.Payload.Span), message.IsText));
        Assert.False(fragments.IsOpen);
        Assert.Equal(10, fragments.RoomLeft);
        fragments.Release();
    }

    [Fact]
    public void TryComplete_MoreThanTheCap_IsPolicyViolation()
    {
        var fragments = new WebSocketFragments(10, 2);
        Take(fragments, WebSocketOpcode.Text, isFinal: false, [], out _);
        Take(fragments, WebSocketOpcode.Continuation, isFinal: false, [], out _);

        var error = Assert.Throws<ProtocolException>(() => Take(fragments, WebSocketOpcode.Continuation, isFinal: true, [], out _));

        Assert.Equal(CloseReason.PolicyViolation, error.Reason);
    }

    [Fact]
    public void TryComplete_ManyMessages_DoNotAddUp()
    {
        var fragments = new WebSocketFragments(10, 2);

        for (var i = 0; i < 100; i++)
        {
            Take(fragments, WebSocketOpcode.Text, isFinal: false, "12345"u8.ToArray(), out _);
            Assert.True(Take(fragments, WebSocketOpcode.Continuation, isFinal: true, "67890"u8.ToArray(), out var message));
            Assert.Equal(10, message.Payload.Length);
            fragments.Release();
        }
    }

    [Fact]
    public void TryComplete_WrongPlace_IsProtocolError()
    {
        var fragments = new WebSocketFragments(10, 2);
        Assert.Equal(CloseReason.ProtocolError, Assert.Throws<ProtocolException>(() => Take(fragments, WebSocketOpcode.Continuation, isFinal: true, [], out _)).Reason);
        Take(fragments, WebSocketOpcode.Text, isFinal: false, [], out _);
        Assert.Equal(CloseReason.ProtocolError, Assert.Throws<ProtocolException>(() => Take(fragments, WebSocketOpcode.Text, isFinal: true, [], out _)).Reason);
    }

    private static bool Take(WebSocketFragments fragments, WebSocketOpcode opcode, bool isFinal, byte[] payload, out WebSocketFragments.Message message) =>
        fragments.TryComplete(new WebSocketFrameHeader(opcode, isFinal, 0, 6, payload.Length), payload, out message);
}
