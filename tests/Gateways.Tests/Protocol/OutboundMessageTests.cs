using System.Text;
using Gateways.Protocol;
using Gateways.Tests.Connections;

namespace Gateways.Tests.Protocol;

public sealed class OutboundMessageTests
{
    [Fact]
    public void Encode_SameCodec_OnceAndTheSameMemory()
    {
        var (message, first, second) = (new OutboundMessage("/", "e", "1,2"u8.ToArray(), 2, 7), new LineCodec(), new LineCodec());

        var bytes = message.Encode(first);

        Assert.Same(bytes, message.Encode(first));
        Assert.Equal("\"e\"1,27", Encoding.UTF8.GetString(bytes));
        Assert.NotSame(bytes, message.Encode(second));
        Assert.Equal((1, 1), (first.Encoded, second.Encoded));
    }

    [Fact]
    public void Encode_FromManyThreads_GivesEqualBytes()
    {
        var message = new OutboundMessage("/", "e", "1"u8.ToArray(), 1);
        var codecs = Enumerable.Range(0, 4).Select(static _ => new LineCodec()).ToArray();

        var all = Enumerable.Range(0, 400).AsParallel().Select(i => Encoding.UTF8.GetString(message.Encode(codecs[i % 4]))).ToArray();

        Assert.All(all, static text => Assert.Equal("\"e\"1", text));
    }

    [Theory]
    [InlineData("a\"b", "\"a\\\"b\"")]
    [InlineData("ä😀", "\"ä😀\"")]
    [InlineData("a\nb", "\"a\\nb\"")]
    public void Create_EventName_IsAJsonString(string name, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(new OutboundMessage("/", name, default, 0).Encode(new LineCodec())));

    [Fact]
    public void Create_WithoutName_Throws() => Assert.Throws<ArgumentException>(() => new OutboundMessage("/", "", default, 0));
}
