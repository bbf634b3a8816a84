using Gateways.Redis.Protocol;

namespace Gateways.Redis.Tests.Protocol;

public sealed class ChannelNamesTests
{
    [Fact]
    public void Names_AreNodes()
    {
        var names = new ChannelNames("socket.io", "/chat");

        Assert.Equal("socket.io#/chat#*", names.AllBroadcasts.ToString());
        Assert.Equal("socket.io#/chat#", names.Broadcast.ToString());
        Assert.Equal("socket.io#/chat#r1#", names.BroadcastTo("r1").ToString());
        Assert.Equal("socket.io-request#/chat#", names.Request.ToString());
        Assert.Equal("socket.io-response#/chat#", names.Response.ToString());
        Assert.Equal("socket.io-response#/chat#uid#", names.ResponseTo("uid").ToString());
    }

    [Theory]
    [InlineData("r1")]
    [InlineData("a#b")]
    [InlineData("#")]
    [InlineData("*")]
    [InlineData("user:ann")]
    public void Room_ComesBackAsItWas(string room)
    {
        var names = new ChannelNames("p", "/");

        Assert.Equal(room, names.RoomOf(names.BroadcastTo(room)));
        Assert.Equal("", names.RoomOf(names.Broadcast));
        Assert.False(names.BroadcastTo(room).IsPattern);
    }

    [Fact]
    public void Globs_InNames_AreEscapedInThePatternOnly()
    {
        var names = new ChannelNames("a*b", "/x[1]?\\");

        Assert.Equal(@"a\*b#/x\[1\]\?\\#*", names.AllBroadcasts.ToString());
        Assert.Equal(@"a*b#/x[1]?\#", names.Broadcast.ToString());
    }
}
