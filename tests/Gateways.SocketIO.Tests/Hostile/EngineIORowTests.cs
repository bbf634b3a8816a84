using System.Net;
using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification;

namespace Gateways.SocketIO.Tests.Hostile;

/// <summary>Engine.IO request by request: status, body, and what becomes of the session.</summary>
public sealed class EngineIORowTests : EngineIORows
{
    [Theory]
    [InlineData("GET", "EIO=4", 400, """{"code":0,"message":"Transport unknown"}""")]
    [InlineData("GET", "", 400, """{"code":0,"message":"Transport unknown"}""")]
    [InlineData("GET", "EIO=4&transport=constructor", 400, """{"code":0,"message":"Transport unknown"}""")]
    [InlineData("GET", "EIO=4&transport=__proto__", 400, """{"code":0,"message":"Transport unknown"}""")]
    [InlineData("GET", "EIO=4&transport=webtransport", 400, """{"code":0,"message":"Transport unknown"}""")]
    [InlineData("GET", "EIO=4&transport=polling&sid=nobody", 400, """{"code":1,"message":"Session ID unknown"}""")]
    [InlineData("GET", "EIO=4&transport=polling&sid=__proto__", 400, """{"code":1,"message":"Session ID unknown"}""")]
    [InlineData("POST", "EIO=4&transport=polling", 400, """{"code":2,"message":"Bad handshake method"}""")]
    [InlineData("PUT", "EIO=4&transport=polling", 400, """{"code":2,"message":"Bad handshake method"}""")]
    [InlineData("OPTIONS", "EIO=4&transport=polling", 400, """{"code":2,"message":"Bad handshake method"}""")]
    [InlineData("GET", "EIO=4&transport=websocket", 400, """{"code":3,"message":"Bad request"}""")]
    [InlineData("GET", "transport=polling", 400, """{"code":5,"message":"Unsupported protocol version"}""")]
    [InlineData("GET", "EIO=3&transport=polling", 400, """{"code":5,"message":"Unsupported protocol version"}""")]
    [InlineData("GET", "EIO=abc&transport=polling", 400, """{"code":5,"message":"Unsupported protocol version"}""")]
    public async Task Handshake_Wrong_IsAnsweredInNodesWords(string method, string query, int status, string body)
    {
        using var response = await Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), Url(query))).Soon();

        Assert.Equal((status, body, "application/json"), ((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Content.Headers.ContentType!.ToString()));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Handshake_Polling_HasExactlyItsKeysAndHeaders()
    {
        using var response = await Http.GetAsync(Url("EIO=4&transport=polling")).Soon();

        Assert.Matches(
            """^0\{"sid":"[A-Za-z0-9_-]{20}","upgrades":\["websocket"\],"pingInterval":20000,"pingTimeout":20000,"maxPayload":1000\}$""",
            await response.Content.ReadAsStringAsync());
        Assert.Equal("text/plain; charset=UTF-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("/socket.io")]
    [InlineData("/socket.io/x/y")]
    public async Task Path_OtherThanTheOne_IsNotFound(string path)
    {
        using var response = await Http.GetAsync(new UriBuilder(Host.Address) { Path = path, Query = "EIO=4&transport=polling" }.Uri).Soon();

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("7x")]
    [InlineData("9")]
    [InlineData("")]
    [InlineData("\u001e")]
    [InlineData("2")]
    [InlineData("1")]
    public async Task Post_Junk_IsTakenAndEndsTheSession(string body)
    {
        var sid = await OpenAsync();

        Assert.Equal((200, "ok"), await PostAsync(sid, body));

        Assert.Equal((400, """{"code":1,"message":"Session ID unknown"}"""), await GetAsync(sid));
    }

    [Theory]
    [InlineData("5")]
    [InlineData("6")]
    [InlineData("0")]
    [InlineData("3")]
    public async Task Post_PacketWithoutMeaning_IsIgnored(string body)
    {
        var sid = await OpenAsync();

        Assert.Equal((200, "ok"), await PostAsync(sid, body));

        Assert.Equal((200, "ok"), await PostAsync(sid, "40/nope"));
        Assert.Equal((200, "44/nope,{\"message\":\"Invalid namespace\"}"), await GetAsync(sid));
    }

    [Fact]
    public async Task Post_LimitInBytes_HoldsAndTheSessionSurvives()
    {
        var sid = await OpenAsync();

        Assert.Equal((413, ""), await PostAsync(sid, "3" + new string('x', 1000)));
        Assert.Equal((413, ""), await PostAsync(sid, "3" + new string('é', 500)));
        Assert.Equal((200, "ok"), await PostAsync(sid, "3" + new string('x', 999)));
    }

    [Fact]
    public async Task Post_ChunkedAboveTheLimit_IsRefused()
    {
        var sid = await OpenAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, Url($"EIO=4&transport=polling&sid={sid}")) { Content = new StringContent(new string('3', 5000)) };
        request.Headers.TransferEncodingChunked = true;

        using var response = await Http.SendAsync(request).Soon();

        Assert.Equal(413, (int)response.StatusCode);
    }

    [Fact]
    public async Task Post_OctetStream_EndsTheSession()
    {
        var sid = await OpenAsync();
        using var content = new ByteArrayContent([1, 2]) { Headers = { ContentType = new("application/octet-stream") } };

        using var response = await Http.PostAsync(Url($"EIO=4&transport=polling&sid={sid}"), content).Soon();

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Equal(400, (await GetAsync(sid)).Status);
    }

    [Fact]
    public async Task Method_Other_IsAnErrorAndTheSessionSurvives()
    {
        var sid = await OpenAsync();
        using var response = await Http.DeleteAsync(Url($"EIO=4&transport=polling&sid={sid}")).Soon();

        Assert.Equal((500, ""), ((int)response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.Equal((200, "ok"), await PostAsync(sid, "3"));
    }

    [Theory]
    [InlineData("EIO=3&transport=polling")]
    [InlineData("transport=polling")]
    [InlineData("EIO=4&transport=websocket")]
    public async Task Session_AskedForInAnotherWay_IsABadRequest(string query)
    {
        var sid = await OpenAsync();
        using var response = await Http.GetAsync(Url($"{query}&sid={sid}")).Soon();

        Assert.Equal((400, """{"code":3,"message":"Bad request"}"""), ((int)response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Poll_Twice_EndsTheFirstRefusesTheSecondAndClosesTheSession()
    {
        var sid = await OpenAsync();

        var both = await Task.WhenAll(GetAsync(sid), GetAsync(sid));

        Assert.Equal([(200, "1"), (400, "")], both.OrderBy(static answer => answer.Status));
        Assert.Equal(400, (await GetAsync(sid)).Status);
    }

    [Fact]
    public async Task Poll_Aborted_EndsTheSession()
    {
        await using var client = await PollingClient.ConnectAsync(Host.Address);
        await client.SendAsync("40/spec,");
        await client.NextAsync();

        client.Abort();

        var departure = await Host.Probe.NextDepartureAsync();
        Assert.Equal((CloseReason.ConnectionLost, "transport error"), (departure.Context.Reason, departure.Context.Description));
    }
}
