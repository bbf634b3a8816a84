using System.Text;
using Gateways.Protocol;
using Gateways.Tests.Hosting;

namespace Gateways.Tests.Protocol;

public sealed class OutboundMessageTests
{
    [Fact]
    public void Encode_SameCodec_EncodesOnce()
    {
        var codec = new TextCodec();
        var message = new OutboundMessage("/chat", "say \"x\"", "1,[2]"u8.ToArray(), 2, 57);

        var bytes = message.Encode(codec);

        Assert.Same(bytes, message.Encode(codec));
        Assert.Equal(1, codec.Events);
        Assert.Equal("event /chat \"say \\\"x\\\"\" 2:1,[2] #57\n", Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public void Encode_TwoCodecs_EachEncodesOnce()
    {
        var (first, second) = (new TextCodec(), new TextCodec());
        var message = new OutboundMessage("/", "e", default, 0);

        var bytes = message.Encode(first);
        var others = message.Encode(second);

        Assert.Same(bytes, message.Encode(first));
        Assert.Same(others, message.Encode(second));
        Assert.NotSame(bytes, others);
        Assert.Equal((1, 1), (first.Events, second.Events));
    }

    [Fact]
    public void Encode_FromManyThreads_IsTheSameEverywhere()
    {
        TextCodec[] codecs = [new(), new(), new()];
        var message = new OutboundMessage("/", "e", "true"u8.ToArray(), 1);

        Parallel.For(0, 3000, i => Assert.Equal("event / \"e\" 1:true #\n", Encoding.UTF8.GetString(message.Encode(codecs[i % 3]))));

        Assert.All(codecs, codec => Assert.Same(message.Encode(codec), message.Encode(codec)));
    }

    [Fact]
    public void Create_NoName_Throws() => Assert.Throws<ArgumentException>(static () => new OutboundMessage("/", "", default, 0));
}
