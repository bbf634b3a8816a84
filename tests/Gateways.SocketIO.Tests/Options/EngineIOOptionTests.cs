using System.IO.Compression;
using System.Net;
using System.Text;
using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification;
using Gateways.Specification.Clients;
using Microsoft.AspNetCore.Http;

namespace Gateways.SocketIO.Tests.Options;

/// <summary>What each option does on the wire.</summary>
public sealed class EngineIOOptionTests : OptionTests
{
    [Fact]
    public async Task Cookie_WithoutSettings_IsNodesAndOnTheHandshakeOnly()
    {
        await StartAsync(static options => options.Cookie = new CookieBuilder());

        using var response = await GetAsync(Handshake);
        var sid = await SidOfAsync(response);

        Assert.Equal($"io={sid}; path=/; samesite=lax; httponly", Header(response, "Set-Cookie"));
        using var post = await PostAsync(sid, "3");
        Assert.Null(Header(post, "Set-Cookie"));
        using var refused = await GetAsync("EIO=4&transport=nothing");
        Assert.Null(Header(refused, "Set-Cookie"));
        Assert.DoesNotContain("set-cookie", await UpgradeHeadAsync("EIO=4&transport=websocket"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Cookie_WithSettings_HasThem()
    {
        await StartAsync(static options => options.Cookie = new CookieBuilder { Name = "node", Path = "/app", SameSite = SameSiteMode.None, SecurePolicy = CookieSecurePolicy.Always, MaxAge = TimeSpan.FromHours(1) });

        using var response = await GetAsync(Handshake);

        Assert.Equal($"node={await SidOfAsync(response)}; max-age=3600; path=/app; secure; samesite=none; httponly", Header(response, "Set-Cookie"));
    }

    [Theory]
    [InlineData("gzip, deflate, br", "gzip")]
    [InlineData("deflate", "deflate")]
    [InlineData("gzip;q=0, deflate", "deflate")]
    [InlineData("br", null)]
    [InlineData("identity", null)]
    [InlineData("gzip;q=0", null)]
    [InlineData("nonsense;;q=x", null)]
    [InlineData(null, null)]
    public async Task Compression_AsTheClientAccepts_AndOnlyThen(string? accepted, string? encoding)
    {
        await StartAsync(static _ => { });
        var sid = await EchoedAsync(2000);

        using var response = accepted is null ? await GetAsync($"{Handshake}&sid={sid}") : await GetAsync($"{Handshake}&sid={sid}", ("Accept-Encoding", accepted));

        Assert.Equal(encoding, response.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Equal("text/plain; charset=UTF-8", response.Content.Headers.ContentType!.ToString());
        var body = await response.Content.ReadAsStreamAsync();
        using var reader = new StreamReader(encoding switch { "gzip" => new GZipStream(body, CompressionMode.Decompress), "deflate" => new ZLibStream(body, CompressionMode.Decompress), _ => body });
        Assert.Equal($"43/spec,1[\"{new string('x', 2000)}\"]", await reader.ReadToEndAsync());
    }

    [Theory]
    [InlineData(true, 1023, null)]
    [InlineData(true, 1024, "gzip")]
    [InlineData(false, 5000, null)]
    public async Task Compression_Threshold_CountsBytesOfTheBody(bool isOn, int bytes, string? encoding)
    {
        await StartAsync(options => options.HttpCompression = isOn);
        var sid = await EchoedAsync(bytes - """43/spec,1[""]""".Length);

        using var response = await GetAsync($"{Handshake}&sid={sid}", ("Accept-Encoding", "gzip"));

        Assert.Equal(encoding, response.Content.Headers.ContentEncoding.SingleOrDefault());
    }

    [Theory]
    [InlineData("no beta access", "no beta access")]
    [InlineData("say \"é\"", "say \\\"é\\\"")]
    [InlineData("", "Forbidden")]
    public async Task AllowRequest_Refuses_EveryTransportSaysWhy(string refusal, string told)
    {
        await StartAsync(options => options.AllowRequest = async _ =>
        {
            await Task.Yield();
            return refusal;
        });

        using var response = await GetAsync(Handshake);
        Assert.Equal((403, $$"""{"code":4,"message":"{{told}}"}""", "application/json"), ((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Content.Headers.ContentType!.ToString()));

        await using var raw = await RawWebSocket.OpenAsync(Host.Port);
        await raw.SendAsync(RawWebSocket.Handshake("/socket.io/?EIO=4&transport=websocket"));
        using var reader = new StreamReader(raw.Stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync().Soon();
        Assert.StartsWith("HTTP/1.1 400 Bad Request\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n" + (refusal.Length == 0 ? told : refusal), answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AllowRequest_IsAskedOncePerSession()
    {
        var asked = 0;
        await StartAsync(options => options.AllowRequest = _ =>
        {
            asked++;
            return new ValueTask<string?>(default(string));
        });

        using var response = await GetAsync(Handshake);
        var sid = await SidOfAsync(response);
        using var post = await PostAsync(sid, "40/nope");
        using var poll = await GetAsync($"{Handshake}&sid={sid}");
        await using var upgrade = await SocketClient.ConnectAsync(Host.Address, $"sid={sid}", hasHandshake: false);
        await upgrade.SendAsync("2probe");
        Assert.Equal("3probe", await upgrade.NextAsync());

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, 1), (post.StatusCode, poll.StatusCode, asked));
    }

    [Fact]
    public async Task InitialPacket_ComesRightBehindTheOpenPacket()
    {
        await StartAsync(static options => options.InitialPacket = "hello é");

        using var response = await GetAsync(Handshake);
        await using var socket = await SocketClient.ConnectAsync(Host.Address);

        Assert.EndsWith("}\u001e4hello é", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("4hello é", await socket.NextAsync());
    }

    [Fact]
    public async Task Transports_PollingAlone_OffersNoUpgradeAndKnowsNoOther()
    {
        await StartAsync(static options => options.Transports = EngineIOTransports.Polling);

        using var response = await GetAsync(Handshake);

        Assert.Contains("\"upgrades\":[]", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 400 ", await UpgradeHeadAsync("EIO=4&transport=websocket"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AllowUpgrades_Off_SessionsStayWhereTheyAre()
    {
        await StartAsync(static options => options.AllowUpgrades = false);

        using var response = await GetAsync(Handshake);
        Assert.Contains("\"upgrades\":[]", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 400 ", await UpgradeHeadAsync($"EIO=4&transport=websocket&sid={await SidOfAsync(response)}"), StringComparison.Ordinal);
        await using var socket = await SocketClient.ConnectAsync(Host.Address);
        Assert.StartsWith("0{", socket.Handshake, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UpgradeTimeout_Passes_TheWebSocketGoesAndPollingStays()
    {
        await StartAsync(static options => options.UpgradeTimeout = TimeSpan.FromSeconds(2));
        using var response = await GetAsync(Handshake);
        var sid = await SidOfAsync(response);
        await using var socket = await SocketClient.ConnectAsync(Host.Address, $"sid={sid}", hasHandshake: false);
        await socket.SendAsync("2probe");
        Assert.Equal("3probe", await socket.NextAsync());

        await socket.EndedAsync();

        using var post = await PostAsync(sid, "3");
        Assert.Equal(HttpStatusCode.OK, post.StatusCode);
    }

    private Task<HttpResponseMessage> PostAsync(string sid, string body) => Http.PostAsync(Url($"{Handshake}&sid={sid}"), new StringContent(body)).Soon();

    /// <summary>A session for which the echo of so many letters waits.</summary>
    private async Task<string> EchoedAsync(int letters)
    {
        using var response = await GetAsync(Handshake);
        var sid = await SidOfAsync(response);
        using var connect = await PostAsync(sid, "40/spec,");
        using var connected = await GetAsync($"{Handshake}&sid={sid}");
        using var echo = await PostAsync(sid, $"42/spec,1[\"echo\",\"{new string('x', letters)}\"]");
        return sid;
    }

    private async Task<string> UpgradeHeadAsync(string query)
    {
        await using var raw = await RawWebSocket.OpenAsync(Host.Port);
        await raw.SendAsync(RawWebSocket.Handshake($"/socket.io/?{query}"));
        return await raw.ReadHeadAsync();
    }

    private static async Task<string> SidOfAsync(HttpResponseMessage response) => (await response.Content.ReadAsStringAsync()).Split('"')[3];

}
