using System.IO.Compression;
using System.Net;
using System.Text;
using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification;
using Gateways.Specification.Clients;
using Gateways.Specification.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SocketIO.Tests.Options;

/// <summary>What each option does on the wire.</summary>
public sealed class EngineIOOptionTests : IAsyncDisposable
{
    private const string Handshake = "EIO=4&transport=polling";
    private const string Friend = "http://friend.example";

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AutomaticDecompression = DecompressionMethods.None });
    private SpecificationHost? _host;

    private SpecificationHost Host => _host!;

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }

    [Fact]
    public async Task Cors_Preflight_IsAnsweredBeforeTheProtocolIsAsked()
    {
        await StartWithCorsAsync();
        using var request = new HttpRequestMessage(HttpMethod.Options, Url(Handshake))
        {
            Headers = { { "Origin", Friend }, { "Access-Control-Request-Method", "POST" }, { "Access-Control-Request-Headers", "content-type" } },
        };

        using var response = await _http.SendAsync(request).Soon();

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal((Friend, "true"), (Header(response, "Access-Control-Allow-Origin"), Header(response, "Access-Control-Allow-Credentials")));
        Assert.Contains("POST", Header(response, "Access-Control-Allow-Methods"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cors_OfTheTransport_IsMadeOfTheAllowedOrigins()
    {
        await StartAsync(static transport => transport.Cors = static cors => cors.AllowCredentials(), static options => options.AllowedOrigins.Add(Friend), app: static app => app.UseCors());
        using var preflight = new HttpRequestMessage(HttpMethod.Options, Url(Handshake))
        {
            Headers = { { "Origin", Friend }, { "Access-Control-Request-Method", "POST" }, { "Access-Control-Request-Headers", "x-mine" } },
        };

        using var allowed = await _http.SendAsync(preflight).Soon();
        using var friend = await GetAsync(Handshake, ("Origin", Friend));
        using var stranger = await GetAsync(Handshake, ("Origin", "http://evil.example"));

        Assert.Equal((HttpStatusCode.NoContent, Friend, "x-mine"), (allowed.StatusCode, Header(allowed, "Access-Control-Allow-Origin"), Header(allowed, "Access-Control-Allow-Headers")));
        Assert.Equal((HttpStatusCode.OK, Friend, "true"), (friend.StatusCode, Header(friend, "Access-Control-Allow-Origin"), Header(friend, "Access-Control-Allow-Credentials")));
        Assert.Equal((HttpStatusCode.Forbidden, null), (stranger.StatusCode, Header(stranger, "Access-Control-Allow-Origin")));
        Assert.Equal([1030], Host.Log.Lines.Select(static line => line.EventId).Where(static id => id is 1030 or 1031));
    }

    [Fact]
    public async Task Cors_OfAllGateways_CountsInPlaceOfTheTransports()
    {
        await StartAsync(
            static transport => transport.Cors = static cors => cors.AllowCredentials(),
            static options => options.AllowedOrigins.Add(Friend),
            app: static app => app.UseCors(),
            endpoints: static endpoints => endpoints.RequireCors(static cors => cors.WithOrigins(Friend)));

        using var response = await GetAsync(Handshake, ("Origin", Friend));

        Assert.Equal((Friend, null), (Header(response, "Access-Control-Allow-Origin"), Header(response, "Access-Control-Allow-Credentials")));
    }

    [Fact]
    public async Task Cors_IsMissing_APollFromAnAllowedPageIsLoggedOnce_AWebSocketIsNot()
    {
        await StartAsync(static _ => { }, static options => options.AllowedOrigins.Add(Friend));

        using (var socket = new System.Net.WebSockets.ClientWebSocket())
        {
            socket.Options.SetRequestHeader("Origin", Friend);
            await socket.ConnectAsync(new UriBuilder(Url("EIO=4&transport=websocket")) { Scheme = "ws" }.Uri, default).Soon();
        }

        Assert.DoesNotContain(Host.Log.Lines, static line => line.EventId == 1031);
        using var first = await GetAsync(Handshake, ("Origin", Friend));
        using var second = await GetAsync(Handshake, ("Origin", Friend));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        using var patience = new CancellationTokenSource(Patience.Limit);
        while (Host.Log.Lines.All(static line => line.EventId != 1031))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
        }

        var line = Assert.Single(Host.Log.Lines, static line => line.EventId == 1031);
        Assert.Contains($"/socket.io/: pages of {Friend} may connect", line.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Handshake, 200)]
    [InlineData("EIO=4&transport=nothing", 400)]
    [InlineData("EIO=4&transport=polling&sid=nobody", 400)]
    public async Task Cors_AnswersAndErrors_CarryItsHeaders(string query, int status)
    {
        await StartWithCorsAsync();

        using var response = await GetAsync(query, ("Origin", Friend));

        Assert.Equal((status, Friend, "true"), ((int)response.StatusCode, Header(response, "Access-Control-Allow-Origin"), Header(response, "Access-Control-Allow-Credentials")));
    }

    [Fact]
    public async Task Cors_APageNobodyKnows_IsRefusedAndToldNothing()
    {
        await StartWithCorsAsync();

        using var response = await GetAsync(Handshake, ("Origin", "http://stranger.example"));

        Assert.Equal((403, """{"code":4,"message":"Forbidden"}"""), ((int)response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.Null(Header(response, "Access-Control-Allow-Origin"));
        await Assert.ThrowsAsync<ConnectRefusedException>(() => SocketClient.ConnectAsync(Host.Address, origin: "http://stranger.example"));
    }

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

    private Task StartWithCorsAsync() => StartAsync(
        static _ => { },
        static options => options.AllowedOrigins.Add(Friend),
        static builder => builder.Services.AddCors(static cors => cors.AddPolicy("friend", static policy => policy.WithOrigins(Friend).AllowCredentials().AllowAnyHeader().WithMethods("GET", "POST"))),
        static app => app.UseCors(),
        static endpoints => endpoints.RequireCors("friend"));

    private async Task StartAsync(
        Action<SocketIOTransportOptions> transport,
        Action<GatewayOptions>? options = null,
        Action<IGatewaysBuilder>? services = null,
        Action<WebApplication>? app = null,
        Action<IEndpointConventionBuilder>? endpoints = null) =>
        _host = await SpecificationHost.StartAsync(builder => builder.AddSocketIO(transport), options, app, services, endpoints);

    private async Task<HttpResponseMessage> GetAsync(string query, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Url(query));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _http.SendAsync(request).Soon();
    }

    private Task<HttpResponseMessage> PostAsync(string sid, string body) => _http.PostAsync(Url($"{Handshake}&sid={sid}"), new StringContent(body)).Soon();

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

    private Uri Url(string query) => new UriBuilder(Host.Address) { Path = "/socket.io/", Query = query }.Uri;

    private static async Task<string> SidOfAsync(HttpResponseMessage response) => (await response.Content.ReadAsStringAsync()).Split('"')[3];

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;
}
