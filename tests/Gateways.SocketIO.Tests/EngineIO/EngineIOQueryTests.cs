using Gateways.SocketIO.EngineIO;
using Microsoft.AspNetCore.Http;

namespace Gateways.SocketIO.Tests.EngineIO;

public sealed class EngineIOQueryTests
{
    [Theory]
    [InlineData("?EIO=4&transport=polling&sid=abc", "Polling", "abc", true, false)]
    [InlineData("?transport=websocket&EIO=4", "WebSocket", "", true, false)]
    [InlineData("?EIO=3&transport=polling&b64=1", "Polling", "", false, true)]
    [InlineData("?b64=true&EIO=4&EIO=3", "None", "", false, true)]
    [InlineData("?EIO=3&EIO=4&transport=x&transport=polling&sid=a&sid=b", "Polling", "b", true, false)]
    [InlineData("?%45IO=%34&tr%61nsport=pol%6Cing&sid=a%2Bb+c", "Polling", "a+b c", true, false)]
    [InlineData("?eio=4&Transport=polling&SID=x&b64", "None", "", false, false)]
    [InlineData("?transport[]=polling&transport=", "None", "", false, false)]
    [InlineData("?&&=&%zz&sid=%ff%", "None", "%ff%", false, false)]
    [InlineData("", "None", "", false, false)]
    public void Read_Parameters_AsNodeTakesThem(string text, string transport, string sid, bool isVersionSupported, bool wantsText)
    {
        var query = EngineIOQuery.Read(new DefaultHttpContext { Request = { QueryString = new QueryString(text) } }.Request);

        Assert.Equal((Enum.Parse<EngineIOTransports>(transport), sid, isVersionSupported, wantsText), (query.Transport, query.Sid, query.IsVersionSupported, query.WantsText));
    }
}
