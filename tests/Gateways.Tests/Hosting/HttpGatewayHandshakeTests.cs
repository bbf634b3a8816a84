using System.Net;
using System.Text.Json;
using Gateways.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Gateways.Tests.Hosting;

public sealed class HttpGatewayHandshakeTests
{
    [Theory]
    [InlineData("?auth={\"token\":\"a\"}&access_token=c", "Bearer b", "a")]
    [InlineData("?auth={\"token\":5}&access_token=c", "Bearer b", "b")]
    [InlineData("?access_token=c", "bearer b ", "b")]
    [InlineData("?access_token=c", "Basic b", "c")]
    [InlineData("?access_token=c", null, "c")]
    [InlineData("?auth={\"token\":\"\"}&access_token=c", "Bearer b", "b")]
    [InlineData("?auth={\"token\":\"\"}&access_token=c", "Bearer  ", "c")]
    [InlineData("?access_token=", "Bearer", null)]
    [InlineData("?auth={\"other\":1}", null, null)]
    [InlineData("", null, null)]
    public void Token_Places_AreAskedInOrder(string query, string? authorization, string? expected) => Assert.Equal(expected, Create(query, authorization).Token);

    [Theory]
    [InlineData("")]
    [InlineData("?auth=")]
    [InlineData("?auth=text")]
    [InlineData("?auth=[1]")]
    [InlineData("?auth={")]
    [InlineData("?auth={\"a\":}")]
    [InlineData("?auth={} x")]
    [InlineData("?auth=5")]
    public void Auth_Junk_IsNoAuth(string query)
    {
        var handshake = Create(query);

        Assert.Equal(JsonValueKind.Undefined, handshake.Auth.ValueKind);
        Assert.Null(handshake.Token);
        Assert.Null(handshake.GetValue("a"));
    }

    [Fact]
    public void Auth_TooDeep_IsNoAuth()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 40)) + "1" + new string('}', 40);

        Assert.Equal(JsonValueKind.Undefined, Create($"?auth={deep}").Auth.ValueKind);
    }

    [Theory]
    [InlineData("{\"token\":\"\\ud800\"}")]
    [InlineData("{\"\\ud800\":1,\"token\":\"\\udfff\"}")]
    public void Token_LoneSurrogate_IsNull(string auth)
    {
        var handshake = Create("?auth=" + Uri.EscapeDataString(auth));

        Assert.Null(handshake.Token);
        Assert.Null(handshake.GetValue("token"));
    }

    [Fact]
    public void Headers_Names_IgnoreCaseAndSeveralValuesAreJoined()
    {
        var context = new DefaultHttpContext();
        context.Request.Headers["X-Name"] = new[] { "a", "b" };

        var handshake = new HttpGatewayHandshake(context, TimeProvider.System);

        Assert.Equal("a,b", handshake.Headers["x-NAME"]);
        Assert.False(handshake.Headers.ContainsKey("other"));
    }

    [Fact]
    public void Query_SeveralValues_TheFirstCounts()
    {
        var handshake = Create("?a=1&a=2&b=%C3%A4+x&c");

        Assert.Equal(("1", "ä x", ""), (handshake.Query["a"], handshake.Query["b"], handshake.Query["c"]));
        Assert.Equal("1", handshake.GetValue("a"));
    }

    [Fact]
    public void GetValue_AuthFirst_ThenQuery() => Assert.Equal("auth", Create("?auth={\"a\":\"auth\"}&a=query").GetValue("a"));

    [Fact]
    public void Handshake_RequestIsUsedAgain_KeepsWhatItTook()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var context = new DefaultHttpContext();
        context.Request.Scheme = "https";
        context.Request.Path = "/chat";
        context.Request.QueryString = new QueryString("?a=1");
        context.Request.Headers["X-Name"] = "a";
        context.Connection.RemoteIpAddress = IPAddress.Loopback;
        var handshake = new HttpGatewayHandshake(context, time);

        context.Request.Headers.Clear();
        context.Request.QueryString = default;
        context.Request.Path = "/";
        context.Request.Scheme = "http";
        time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(("/chat?a=1", "1", "a", true), (handshake.Url, handshake.Query["a"], handshake.Headers["X-Name"], handshake.IsSecure));
        Assert.Equal((IPAddress.Loopback, 2030, 1), (handshake.RemoteAddress, handshake.Time.Year, handshake.Time.Day));
    }

    [Fact]
    public void Auth_GivenByTheProtocol_CountsBeforeTheQuery()
    {
        var context = new DefaultHttpContext();
        context.Request.QueryString = new QueryString("?auth={\"token\":\"query\"}");
        using var document = JsonDocument.Parse("""{"token":"given"}""");

        Assert.Equal("given", new HttpGatewayHandshake(context, TimeProvider.System, document.RootElement.Clone()).Token);
    }

    private static HttpGatewayHandshake Create(string query, string? authorization = null)
    {
        var context = new DefaultHttpContext();
        context.Request.QueryString = new QueryString(query);
        context.Request.Headers.Authorization = authorization;
        return new HttpGatewayHandshake(context, TimeProvider.System);
    }
}
