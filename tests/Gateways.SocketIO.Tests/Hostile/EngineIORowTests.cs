using System.Net;
using System.Text;
using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification;
using Gateways.Specification.Clients;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SocketIO.Tests.Hostile;

/// <summary>Engine.IO request by request: status, body, and what becomes of the session.</summary>
public sealed class EngineIORowTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private SpecificationHost? _host;

    private SpecificationHost Host => _host!;

    public async Task InitializeAsync() => _host = await SpecificationHost.StartAsync(static builder => builder.AddSocketIO(static options =>
    {
        options.MaxHttpBufferSize = 1000;
        options.PingInterval = TimeSpan.FromSeconds(20);
    }));

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        _http.Dispose();
    }

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
        using var response = await _http.SendAsync(new HttpRequestMessage(new HttpMethod(method), Url(query))).Soon();

        Assert.Equal((status, body, "application/json"), ((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Content.Headers.ContentType!.ToString()));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Handshake_Polling_HasExactlyItsKeysAndHeaders()
    {
        using var response = await _http.GetAsync(Url("EIO=4&transport=polling")).Soon();

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
        using var response = await _http.GetAsync(new UriBuilder(Host.Address) { Path = path, Query = "EIO=4&transport=polling" }.Uri).Soon();

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

        using var response = await _http.SendAsync(request).Soon();

        Assert.Equal(413, (int)response.StatusCode);
    }

    [Fact]
    public async Task Post_OctetStream_EndsTheSession()
    {
        var sid = await OpenAsync();
        using var content = new ByteArrayContent([1, 2]) { Headers = { ContentType = new("application/octet-stream") } };

        using var response = await _http.PostAsync(Url($"EIO=4&transport=polling&sid={sid}"), content).Soon();

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Equal(400, (await GetAsync(sid)).Status);
    }

    [Fact]
    public async Task Method_Other_IsAnErrorAndTheSessionSurvives()
    {
        var sid = await OpenAsync();
        using var response = await _http.DeleteAsync(Url($"EIO=4&transport=polling&sid={sid}")).Soon();

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
        using var response = await _http.GetAsync(Url($"{query}&sid={sid}")).Soon();

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

    [Fact]
    public async Task Close_ByPostWhileAPollWaits_AnswersTheWaitingPollWithNoop()
    {
        string sid;
        (int Status, string Body) answer;
        var tries = 0;
        do
        {
            sid = await OpenAsync();
            var poll = GetAsync(sid);
            Assert.Equal((200, "ok"), await PostAsync(sid, "1"));
            answer = await poll;
        }
        while (answer.Status == 400 && ++tries < 20); // The goodbye has overtaken the poll.

        Assert.Equal((200, "6"), answer);
        Assert.Equal(400, (await GetAsync(sid)).Status);
    }

    [Theory]
    [InlineData("transport=websocket", "Unsupported protocol version")]
    [InlineData("EIO=4", "Transport unknown")]
    [InlineData("EIO=4&transport=constructor", "Transport unknown")]
    [InlineData("EIO=4&transport=websocket&sid=nobody", "Session ID unknown")]
    [InlineData("EIO=4&transport=polling", "Bad request")]
    public async Task WebSocket_Refused_IsPlainTextBeforeTheSwitch(string query, string text)
    {
        await using var raw = await RawWebSocket.OpenAsync(Host.Port);
        await raw.SendAsync(Encoding.ASCII.GetBytes(
            $"GET /socket.io/?{query} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"));

        using var reader = new StreamReader(raw.Stream);
        var answer = await reader.ReadToEndAsync().Soon();

        Assert.StartsWith("HTTP/1.1 400 Bad Request\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("Connection: close\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n" + text, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WebSocket_MessageAboveTheLimit_IsClosedAs1009()
    {
        await using var client = await SocketClient.ConnectAsync(Host.Address);

        await client.SendAsync("4" + new string('x', 1000));

        await client.EndedAsync();
        Assert.Equal(1009, client.CloseCode);
    }

    [Fact]
    public async Task Upgrade_WhatWaitsAndWhatComes_KeepsItsOrder()
    {
        var sid = await OpenAsync();
        await using var socket = await SocketClient.ConnectAsync(Host.Address, $"sid={sid}", hasHandshake: false);
        await socket.SendAsync("2probe");
        Assert.Equal("3probe", await socket.NextAsync());
        await PostAsync(sid, "40/spec,");
        await socket.SendAsync("5");

        Assert.StartsWith("40/spec,{", await socket.NextAsync(), StringComparison.Ordinal);
        await socket.SendAsync("42/spec,1[\"echo\",1]");
        Assert.Equal("43/spec,1[1]", await socket.NextAsync());
        Assert.Equal((400, """{"code":3,"message":"Bad request"}"""), await GetAsync(sid));
        Assert.Equal(400, (await PostAsync(sid, "3")).Status);
    }

    [Fact]
    public async Task Upgrade_PollSentRightAfterIt_IsJudgedAfterIt()
    {
        var overtaken = 0;
        for (var i = 0; i < 20; i++)
        {
            var sid = await OpenAsync();
            await using var socket = await SocketClient.ConnectAsync(Host.Address, $"sid={sid}", hasHandshake: false);
            await socket.SendAsync("2probe");
            await socket.SendAsync("5");

            // On a machine that has stopped for 100 ms the upgrade comes too late for the poll: that one does not count.
            var answer = await GetAsync(sid);
            if (answer == (200, "6") && ++overtaken <= 20)
            {
                i--;
                continue;
            }

            Assert.Equal(400, answer.Status);
        }
    }

    [Theory]
    [InlineData("2prob")]
    [InlineData("6")]
    [InlineData("42[\"a\"]")]
    [InlineData("")]
    public async Task Upgrade_WrongFirstPacket_ClosesTheWebSocketOnly(string packet)
    {
        var sid = await OpenAsync();
        await using var socket = await SocketClient.ConnectAsync(Host.Address, $"sid={sid}", hasHandshake: false);

        await socket.SendAsync(packet);

        await socket.EndedAsync();

        // A close without a code, which .NET calls a normal one.
        Assert.Equal(1000, socket.CloseCode);
        Assert.Equal((200, "ok"), await PostAsync(sid, "3"));
    }

    [Fact]
    public async Task Upgrade_ASecondWebSocket_IsClosedAndNothingElseHappens()
    {
        var sid = await OpenAsync();
        await using var first = await SocketClient.ConnectAsync(Host.Address, $"sid={sid}", hasHandshake: false);
        await first.SendAsync("2probe");
        Assert.Equal("3probe", await first.NextAsync());

        await using var second = await SocketClient.ConnectAsync(Host.Address, $"sid={sid}", hasHandshake: false);
        await second.EndedAsync();
        await first.SendAsync("5");
        await first.SendAsync("40/nope");
        Assert.Equal("44/nope,{\"message\":\"Invalid namespace\"}", await first.NextAsync());

        await using var third = await SocketClient.ConnectAsync(Host.Address, $"sid={sid}", hasHandshake: false);
        await third.EndedAsync();
        await first.SendAsync("40/nope");
        Assert.Equal("44/nope,{\"message\":\"Invalid namespace\"}", await first.NextAsync());
    }

    [Fact]
    public async Task Close_ByTheServerWithoutAPoll_IsHandedToTheNext()
    {
        var sid = await OpenAsync();
        await PostAsync(sid, "42[\"a\"]");

        Assert.Equal((200, "6\u001e1"), await GetAsync(sid));
        Assert.Equal(400, (await GetAsync(sid)).Status);
    }

    [Theory]
    [InlineData("2probe", "2probe", "5")]
    [InlineData("5")]
    public async Task Upgrade_ProbedTwiceOrNotAtAll_HappensAllTheSame(params string[] packets)
    {
        var sid = await OpenAsync();
        await using var socket = await SocketClient.ConnectAsync(Host.Address, $"sid={sid}", hasHandshake: false);

        foreach (var packet in packets)
        {
            await socket.SendAsync(packet);
            if (packet == "2probe")
            {
                Assert.Equal("3probe", await socket.NextAsync());
            }
        }

        await socket.SendAsync("40/nope");
        Assert.Equal("44/nope,{\"message\":\"Invalid namespace\"}", await socket.NextAsync());
        Assert.Equal(400, (await GetAsync(sid)).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CloseConnection_OverPolling_ClosesInAnAnswerOfItsOwn(bool isPollWaiting)
    {
        var (sid, client) = await OpenClientAsync();
        var poll = isPollWaiting ? GetAsync(sid) : null;
        await client.CloseConnectionAsync();

        Assert.Equal((200, "41/spec,"), await (poll ?? GetAsync(sid)));
        Assert.Equal((200, "6\u001e1"), await GetAsync(sid));
        Assert.Equal((400, """{"code":1,"message":"Session ID unknown"}"""), await GetAsync(sid));
        Assert.Equal((CloseReason.ServerDisconnect, "server namespace disconnect"), await DepartureAsync());
    }

    [Fact]
    public async Task CloseConnection_TheClientGoesOverMeanwhile_HearsItOnItsWebSocket()
    {
        var (sid, client) = await OpenClientAsync();
        await using var socket = await SocketClient.ConnectAsync(Host.Address, $"sid={sid}", hasHandshake: false);
        await socket.SendAsync("2probe");
        Assert.Equal("3probe", await socket.NextAsync());

        await client.CloseConnectionAsync();
        Assert.Equal(CloseReason.ServerDisconnect, (await DepartureAsync()).Reason);
        await socket.SendAsync("5");

        Assert.Equal("41/spec,", await socket.NextAsync());
        await socket.EndedAsync();
        Assert.Equal(1000, socket.CloseCode);
    }

    [Fact]
    public async Task Base64_AskedForOnAWebSocket_IsKept()
    {
        await using var client = await SocketClient.ConnectAsync(Host.Address, "b64=1");
        await client.SendAsync("40/spec,");
        await client.NextAsync();

        var connected = await Host.Probe.NextConnectedAsync();
        await connected.EmitAsync("bytes", new byte[] { 1, 2, 3 });

        Assert.Equal("451-/spec,[\"bytes\",{\"_placeholder\":true,\"num\":0}]", (await client.NextAsync()));
        Assert.Equal("bAQID", await client.NextAsync());
    }

    private Uri Url(string query) => new UriBuilder(Host.Address) { Path = "/socket.io/", Query = query }.Uri;

    private async Task<string> OpenAsync() => (await _http.GetStringAsync(Url("EIO=4&transport=polling")).Soon()).Split('"')[3];

    /// <summary>A session whose client is in the namespace.</summary>
    private async Task<(string Sid, IGatewayClient Client)> OpenClientAsync()
    {
        var sid = await OpenAsync();
        await PostAsync(sid, "40/spec,");
        Assert.StartsWith("40/spec,{", (await GetAsync(sid)).Body, StringComparison.Ordinal);
        return (sid, await Host.Probe.NextConnectedAsync());
    }

    private async Task<(CloseReason Reason, string? Description)> DepartureAsync()
    {
        var (_, context) = await Host.Probe.NextDepartureAsync();
        return (context.Reason, context.Description);
    }

    private async Task<(int Status, string Body)> GetAsync(string sid)
    {
        using var response = await _http.GetAsync(Url($"EIO=4&transport=polling&sid={sid}")).Soon();
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private async Task<(int Status, string Body)> PostAsync(string sid, string body)
    {
        using var response = await _http.PostAsync(Url($"EIO=4&transport=polling&sid={sid}"), new StringContent(body)).Soon();
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
