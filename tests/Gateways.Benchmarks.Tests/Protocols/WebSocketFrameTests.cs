namespace Gateways.Benchmarks.Tests.Protocols;

public class WebSocketFrameTests
{
    private const int Limit = 1 << 20;

    [Theory]
    [InlineData(0, 2)]
    [InlineData(125, 2)]
    [InlineData(126, 4)]
    [InlineData(65535, 4)]
    [InlineData(65536, 10)]
    public void Encoded_AndUnmaskedAgain_IsThePayload(int length, int header)
    {
        byte[] payload = [.. Enumerable.Range(0, length).Select(i => (byte)i)];
        byte[] frame = WebSocketFrame.Encode(payload);

        Assert.Equal(header + 4 + length, frame.Length);
        Assert.Equal(0x81, frame[0]);
        Assert.Equal(0x80, frame[1] & 0x80);
        byte[] mask = frame[header..(header + 4)];
        Assert.DoesNotContain((byte)0, mask);
        Assert.Equal(payload, frame[(header + 4)..].Select((b, i) => (byte)(b ^ mask[i & 3])));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(65535)]
    [InlineData(65536)]
    public void ServersFrame_IsRead_OnceAllOfItIsThere(int length)
    {
        byte[] data = [.. Unmasked(new byte[length], WebSocketFrame.Text), 0xFF, 0xFF];

        Assert.True(WebSocketFrame.TryRead(data, Limit, out WebSocketFrame frame));
        Assert.Equal((WebSocketFrame.Text, true, length, data.Length - 2), (frame.Opcode, frame.IsFinal, frame.PayloadLength, frame.Length));
        for (int cut = 0; cut < Math.Min(frame.Length, 200); cut++)
        {
            Assert.False(WebSocketFrame.TryRead(data.AsSpan(0, cut), Limit, out _));
        }

        Assert.False(WebSocketFrame.TryRead(data.AsSpan(0, frame.Length - 1), Limit, out _));
    }

    [Fact]
    public void Fragment_IsNotFinal()
    {
        Assert.True(WebSocketFrame.TryRead([0x00, 0x01, 0x61], Limit, out WebSocketFrame frame));
        Assert.Equal((0, false), (frame.Opcode, frame.IsFinal));
    }

    [Theory]
    [InlineData(0x80)]
    [InlineData(0xFE)]
    [InlineData(0xFF)]
    public void MaskedFrame_FromAServer_IsRefused(byte second) =>
        Assert.Throws<IOException>(() => WebSocketFrame.TryRead([0x81, second, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], Limit, out _));

    [Fact]
    public void FrameBeyondTheLimit_IsRefused_BeforeItsPayloadHasArrived() =>
        Assert.Throws<IOException>(() => WebSocketFrame.TryRead([0x81, 127, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], Limit, out _));

    /// <summary>What a server would send: the client's frame without its mask.</summary>
    private static byte[] Unmasked(byte[] payload, int opcode)
    {
        byte[] masked = WebSocketFrame.Encode(payload, opcode);
        int header = masked.Length - payload.Length - 4;
        byte[] frame = [.. masked[..header], .. payload];
        frame[1] &= 0x7F;
        return frame;
    }
}
