using System.Text;
using Gateways.Redis.Protocol;

namespace Gateways.Redis.Tests.Protocol;

public sealed class ChannelNamesTests
{
    [Fact]
    public void Names_AreNodes()
    {
        var names = new ChannelNames("socket.io", "/chat");

        Assert.Equal("socket.io#/chat#", names.Broadcast.ToString());
        Assert.Equal("socket.io#/chat#r1#", names.BroadcastTo("r1").ToString());
        Assert.Equal("socket.io-request#/chat#", names.Request.ToString());
        Assert.Equal("socket.io-response#/chat#", names.Response.ToString());
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

        Assert.Equal(@"a\*b*#/x\[1\]\?\\#*", names.All.ToString());
        Assert.Equal(@"a*b#/x[1]?\#", names.Broadcast.ToString());
    }

    [Theory]
    [InlineData("p#/n#", ChannelKind.Broadcast)]
    [InlineData("p#/n#r1#", ChannelKind.Broadcast)]
    [InlineData("p-request#/n#", ChannelKind.Request)]
    [InlineData("p-response#/n#", ChannelKind.Response)]
    [InlineData("p-response#/n#uid#", ChannelKind.Response)]
    [InlineData("p-response#/n#other#", ChannelKind.Other)]
    [InlineData("p-response#/n##", ChannelKind.Other)]
    [InlineData("p-request#/n#x", ChannelKind.Other)]
    [InlineData("pp#/n#", ChannelKind.Other)]
    [InlineData("p#/m#/n#", ChannelKind.Other)]
    [InlineData("", ChannelKind.Other)]
    public void Kind_OfWhatThePatternMatches_IsToldExactly(string name, object kind) =>
        Assert.Equal((ChannelKind)kind, new ChannelNames("p", "/n").KindOf(Encoding.UTF8.GetBytes(name), "uid"u8));

    [Fact]
    public void ResponseToOne_IsNotHeardByAll()
    {
        var names = new ChannelNames("p", "/n");

        Assert.DoesNotContain("#/n#", names.ResponseTo("uid").ToString(), StringComparison.Ordinal);
        Assert.Equal("p*#/n#*", names.All.ToString());
    }
}
