using System.Text;
using Gateways.Adapters;
using Gateways.Redis.Protocol;

namespace Gateways.Redis.Tests.Protocol;

public sealed class AckCodecTests
{
    /// <summary>Nothing, and null, are two answers: a client of another server says what one of this server would have said.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[null]")]
    [InlineData("{\"a\":1}")]
    public void Body_ThereAndBack_IsTheSame(string body)
    {
        var ack = new ClusterResponse("");
        Assert.True(AckCodec.TryDecode(AckCodec.Encode("q", "c", AckOutcome.Answered, Encoding.UTF8.GetBytes(body)), ref ack));

        Assert.Equal(("q", "c", AckOutcome.Answered, body), (ack.RequestId, ack.ClientId, ack.Outcome, Encoding.UTF8.GetString(ack.Body)));
    }

    [Fact]
    public void Failure_WithoutAWord_HasTheSameTextAsThatOfALocalClient()
    {
        var ack = new ClusterResponse("");
        Assert.True(AckCodec.TryDecode(AckCodec.Encode("q", "c", AckOutcome.Failed, default), ref ack));

        Assert.Equal("error", new AckResult(ack.ClientId, ack.Outcome, ack.Body).ErrorText);
    }

    /// <summary><c>{type:9, requestId:"q", packet:[undefined]}</c>: only as the whole answer it is none.</summary>
    [Fact]
    public void Undefined_InsideAnAnswer_IsNull()
    {
        byte[] payload = [0x83, 0xA4, .. "type"u8, 9, 0xA9, .. "requestId"u8, 0xA1, (byte)'q', 0xA6, .. "packet"u8, 0x91, 0xD4, 0, 0];

        var ack = new ClusterResponse("");
        Assert.True(AckCodec.TryDecode(payload, ref ack));

        Assert.Equal("[null]", Encoding.UTF8.GetString(ack.Body));
    }
}
