using Gateways.Framing;

namespace Gateways.Tests.Framing;

public sealed class WebSocketMaskTests
{
    [Theory]
    [InlineData(0u)]
    [InlineData(0x3d21fa37u)]
    [InlineData(0xFFFFFFFFu)]
    [InlineData(0x000000FFu)]
    public void Apply_EveryLengthAndOffset_IsByteByByte(uint mask)
    {
        var random = new Random(1);
        var source = new byte[340];
        random.NextBytes(source);
        var wrong = new List<string>();
        byte[] key = [(byte)mask, (byte)(mask >> 8), (byte)(mask >> 16), (byte)(mask >> 24)];
        for (var length = 0; length <= 300; length++)
        {
            for (var offset = 0; offset <= 32; offset++)
            {
                var bytes = source.ToArray();
                WebSocketMask.Apply(bytes.AsSpan(offset, length), mask);
                for (var i = 0; i < bytes.Length; i++)
                {
                    var expected = i >= offset && i < offset + length ? (byte)(source[i] ^ key[(i - offset) & 3]) : source[i];
                    if (bytes[i] != expected)
                    {
                        wrong.Add($"length {length}, offset {offset}, byte {i}");
                    }
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Apply_Twice_IsTheSource()
    {
        var bytes = "hello, world"u8.ToArray();

        WebSocketMask.Apply(bytes, 0x12345678);
        Assert.NotEqual("hello, world"u8.ToArray(), bytes);
        WebSocketMask.Apply(bytes, 0x12345678);

        Assert.Equal("hello, world"u8.ToArray(), bytes);
    }
}
