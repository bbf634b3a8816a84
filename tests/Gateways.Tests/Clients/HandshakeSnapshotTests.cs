using System.Net;
using Microsoft.AspNetCore.Http;
using Gateways.Hosting;

namespace Gateways.Tests.Clients;

public sealed class HandshakeSnapshotTests
{
    [Theory]
    [InlineData("access_token")]
    [InlineData("ACCESS_TOKEN")]
    [InlineData("access%5Ftoken")]
    [InlineData("access_token[]")]
    [InlineData("id-token")]
    [InlineData("token2")]
    [InlineData("auth")]
    [InlineData("auth[token]")]
    [InlineData("authorization")]
    [InlineData("x-api-key")]
    [InlineData("apiKey")]
    [InlineData("password")]
    [InlineData("client_secret")]
    [InlineData("sessionId")]
    [InlineData("sid")]
    [InlineData("pid")]
    [InlineData("key")]
    [InlineData("code")]
    [InlineData("jwt")]
    [InlineData("sig")]
    public void Query_NamedLikeASecret_IsTakenOutOfQueryAndUrl(string name)
    {
        var snapshot = Take($"?room=r1&{name}=s3cret&lang=en", GatewayTransports.SocketIO);

        Assert.Equal(["lang", "room"], snapshot.Query.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("/base/chat?room=r1&lang=en", snapshot.Url);
    }

    [Theory]
    [InlineData("author")]
    [InlineData("keyboard")]
    [InlineData("side")]
    [InlineData("t")]
    [InlineData("")]
    public void Query_NamedLikeNoSecret_Stays(string name)
    {
        var snapshot = Take($"?{name}=1", GatewayTransports.SignalR);

        Assert.Equal("1", snapshot.Query[name]);
        Assert.Equal($"/base/chat?{name}=1", snapshot.Url);
    }

    [Fact]
    public void Query_Id_IsASecretOfSignalRAlone()
    {
        Assert.Equal(("/base/chat", 0), (Take("?id=abc", GatewayTransports.SignalR).Url, Take("?id=abc", GatewayTransports.SignalR).Query.Count));
        Assert.Equal("abc", Take("?id=abc", GatewayTransports.SocketIO).Query["id"]);
    }

    [Fact]
    public void Headers_OnlyHarmlessOnes()
    {
        var context = Request("");
        foreach (var name in (string[])["Authorization", "Cookie", "Proxy-Authorization", "X-Api-Key", "Sec-WebSocket-Protocol", "Sec-WebSocket-Key", "Referer", "X-Forwarded-Access-Token"])
        {
            context.Request.Headers[name] = "s3cret";
        }

        (context.Request.Headers.UserAgent, context.Request.Headers.Origin, context.Request.Headers["x-forwarded-for"]) = ("test", "https://a.example", new(["1.1.1.1", "2.2.2.2"]));

        var headers = new HttpGatewayHandshake(context, TimeProvider.System).TakeSnapshot(GatewayTransports.WebSocket).Headers;

        Assert.Equal(["Host", "Origin", "User-Agent", "X-Forwarded-For"], headers.Keys.Order(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);
        Assert.Equal(("test", "1.1.1.1,2.2.2.2"), (headers["USER-AGENT"], headers["X-Forwarded-For"]));
    }

    [Fact]
    public void TooLong_IsLeftOutAsAWhole()
    {
        var snapshot = Take($"?long={new string('x', 5000)}&short=1", GatewayTransports.WebSocket);

        Assert.Equal(["short"], snapshot.Query.Keys);
        Assert.Equal("/base/chat", new HandshakeSnapshot([], [], null, default, false, $"/base/chat?a={new string('x', 10_000)}", GatewayTransports.None).Url);
        Assert.Equal("", new HandshakeSnapshot([], [], null, default, false, $"/{new string('x', 5000)}?a=1", GatewayTransports.None).Url);
        Assert.Equal(4, new HandshakeSnapshot([], Enumerable.Range(0, 100).Select(static i => KeyValuePair.Create($"k{i:000}", new string('x', 1000))), null, default, false, "", GatewayTransports.None).Query.Count);
    }

    [Fact]
    public void TheRest_IsAsTheClientCame()
    {
        var context = Request("?a=1&a=2");
        (context.Connection.RemoteIpAddress, context.Request.Scheme) = (IPAddress.Loopback, "https");
        var handshake = new HttpGatewayHandshake(context, TimeProvider.System);

        var snapshot = handshake.TakeSnapshot(GatewayTransports.WebSocket);

        Assert.Equal((IPAddress.Loopback, true, handshake.Time, "1"), (snapshot.RemoteAddress, snapshot.IsSecure, snapshot.Time, snapshot.Query["a"]));
    }

    private static HandshakeSnapshot Take(string query, GatewayTransports transport) => new HttpGatewayHandshake(Request(query), TimeProvider.System).TakeSnapshot(transport);

    private static DefaultHttpContext Request(string query)
    {
        var context = new DefaultHttpContext();
        (context.Request.PathBase, context.Request.Path, context.Request.QueryString, context.Request.Host) = ("/base", "/chat", new QueryString(query), new HostString("a.example"));
        return context;
    }
}
