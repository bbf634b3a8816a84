using System.Net;
using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification;
using Gateways.Specification.Clients;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SocketIO.Tests.Options;

/// <summary>What pages of other origins may read, and who says so.</summary>
public sealed class CorsTests : OptionTests
{
    private const string Friend = "http://friend.example";

    [Fact]
    public async Task Preflight_IsAnsweredBeforeTheProtocolIsAsked()
    {
        await StartWithCorsAsync();
        using var request = new HttpRequestMessage(HttpMethod.Options, Url(Handshake))
        {
            Headers = { { "Origin", Friend }, { "Access-Control-Request-Method", "POST" }, { "Access-Control-Request-Headers", "content-type" } },
        };

        using var response = await Http.SendAsync(request).Soon();

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal((Friend, "true"), (Header(response, "Access-Control-Allow-Origin"), Header(response, "Access-Control-Allow-Credentials")));
        Assert.Contains("POST", Header(response, "Access-Control-Allow-Methods"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Policy_OfTheTransport_IsMadeOfTheAllowedOrigins()
    {
        await StartAsync(static transport => transport.Cors = static cors => cors.AllowCredentials(), static options => options.AllowedOrigins.Add(Friend), app: static app => app.UseCors());
        using var preflight = new HttpRequestMessage(HttpMethod.Options, Url(Handshake))
        {
            Headers = { { "Origin", Friend }, { "Access-Control-Request-Method", "POST" }, { "Access-Control-Request-Headers", "x-mine" } },
        };

        using var allowed = await Http.SendAsync(preflight).Soon();
        using var friend = await GetAsync(Handshake, ("Origin", Friend));
        using var stranger = await GetAsync(Handshake, ("Origin", "http://evil.example"));

        Assert.Equal((HttpStatusCode.NoContent, Friend, "x-mine"), (allowed.StatusCode, Header(allowed, "Access-Control-Allow-Origin"), Header(allowed, "Access-Control-Allow-Headers")));
        Assert.Equal((HttpStatusCode.OK, Friend, "true"), (friend.StatusCode, Header(friend, "Access-Control-Allow-Origin"), Header(friend, "Access-Control-Allow-Credentials")));
        Assert.Equal((HttpStatusCode.Forbidden, null), (stranger.StatusCode, Header(stranger, "Access-Control-Allow-Origin")));
        Assert.Equal([1030], Host.Log.Lines.Select(static line => line.EventId).Where(static id => id is 1030 or 1031));
    }

    [Fact]
    public async Task Policy_OfAllGateways_CountsInPlaceOfTheTransports()
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
    public async Task Policy_IsMissing_APollFromAnAllowedPageIsLoggedOnce_AWebSocketIsNot()
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
    public async Task AnswersAndErrors_CarryItsHeaders(string query, int status)
    {
        await StartWithCorsAsync();

        using var response = await GetAsync(query, ("Origin", Friend));

        Assert.Equal((status, Friend, "true"), ((int)response.StatusCode, Header(response, "Access-Control-Allow-Origin"), Header(response, "Access-Control-Allow-Credentials")));
    }

    [Fact]
    public async Task APageNobodyKnows_IsRefusedAndToldNothing()
    {
        await StartWithCorsAsync();

        using var response = await GetAsync(Handshake, ("Origin", "http://stranger.example"));

        Assert.Equal((403, """{"code":4,"message":"Forbidden"}"""), ((int)response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.Null(Header(response, "Access-Control-Allow-Origin"));
        await Assert.ThrowsAsync<ConnectRefusedException>(() => SocketClient.ConnectAsync(Host.Address, origin: "http://stranger.example"));
    }

    private Task StartWithCorsAsync() => StartAsync(
        static _ => { },
        static options => options.AllowedOrigins.Add(Friend),
        static builder => builder.Services.AddCors(static cors => cors.AddPolicy("friend", static policy => policy.WithOrigins(Friend).AllowCredentials().AllowAnyHeader().WithMethods("GET", "POST"))),
        static app => app.UseCors(),
        static endpoints => endpoints.RequireCors("friend"));
}
