using System.Security.Claims;
using System.Text.Encodings.Web;
using Gateways.Testing.Tests.Gateways;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateways.Testing.Tests.Clients;

public sealed class ConnectTests
{
    public static TheoryData<GatewayTransports> Transports => Cafe.Transports;

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Connect_Options_ReachTheHandshake(GatewayTransports transport)
    {
        await using var cafe = await Cafe.OpenAsync();

        var (_, guest) = await cafe.WelcomeAsync(transport, new GatewayTestClientOptions
        {
            Headers = { ["X-Table"] = "t1" },
            Query = { ["room"] = "a b&c=d", ["lang"] = "ö" },
            Auth = new { token = "from auth", seat = new Seat("t1", 2) },
            AccessToken = "from header",
        });

        Assert.Equal("t1", guest.Handshake.Headers["x-table"]);
        Assert.Equal("Bearer from header", guest.Handshake.Headers["Authorization"]);
        Assert.Equal("a b&c=d", guest.Handshake.Query["room"]);
        Assert.Equal("ö", guest.Handshake.Query["lang"]);
        Assert.Equal("from auth", guest.Handshake.Token);
        Assert.Equal(2, guest.Handshake.Auth.GetProperty("seat").GetProperty("number").GetInt32());
        Assert.Equal(transport, guest.Transport);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Connect_AccessToken_IsTheHandshakesToken(GatewayTransports transport)
    {
        await using var cafe = await Cafe.OpenAsync();

        var (_, inHeader) = await cafe.WelcomeAsync(transport, new GatewayTestClientOptions { AccessToken = "t0ken" });
        var (_, inQuery) = await cafe.WelcomeAsync(transport, new GatewayTestClientOptions { Query = { ["access_token"] = "t0ken" } });

        Assert.Equal(("t0ken", "t0ken"), (inHeader.Handshake.Token, inQuery.Handshake.Token));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Connect_NotAuthorized_CarriesTheStatus(GatewayTransports transport)
    {
        await using var cafe = await OpenGuardedAsync();

        var stranger = await Assert.ThrowsAsync<GatewayTestConnectException>(() => cafe.Host.ConnectAsync(transport));
        var banned = await Assert.ThrowsAsync<GatewayTestConnectException>(() => cafe.Host.ConnectAsync(transport, new GatewayTestClientOptions { AccessToken = "guest" }));
        var (client, guest) = await cafe.WelcomeAsync(transport, new GatewayTestClientOptions { AccessToken = "barista" });

        Assert.Equal((401, 403), (stranger.StatusCode, banned.StatusCode));
        Assert.Equal("The server refused the client of /cafe with 401 (Unauthorized). It said: Who are you?", stranger.Message);
        Assert.Equal("Who are you?", stranger.Body);
        Assert.Equal("barista", guest.UserIdentifier);
        Assert.Equal(1, await client.EmitWithAckAsync<int>("echo", 1));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Connect_ForeignOrigin_Is403(GatewayTransports transport)
    {
        await using var cafe = await Cafe.OpenAsync();

        var error = await Assert.ThrowsAsync<GatewayTestConnectException>(
            () => cafe.Host.ConnectAsync(transport, new GatewayTestClientOptions { Headers = { ["Origin"] = "https://evil.example" } }));

        Assert.Equal(403, error.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Connect_NoGatewayThere_Is404(GatewayTransports transport)
    {
        await using var cafe = await Cafe.OpenAsync();

        var error = await Assert.ThrowsAsync<GatewayTestConnectException>(() => cafe.Host.ConnectAsync(transport, "/nowhere"));

        Assert.Equal(transport == GatewayTransports.SocketIO ? null : 404, error.StatusCode);
        Assert.Equal(transport == GatewayTransports.SocketIO ? """{"message":"Invalid namespace"}""" : "", error.Body);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Connect_LongRefusal_KeepsItsBeginning(GatewayTransports transport)
    {
        await using var cafe = await Cafe.OpenAsync(new GatewayTestHostOptions
        {
            App = static app => app.Use(static async (HttpContext context, RequestDelegate _) =>
            {
                context.Response.StatusCode = StatusCodes.Status418ImATeapot;
                await context.Response.WriteAsync(new string('t', 100_000));
            }),
        });

        var error = await Assert.ThrowsAsync<GatewayTestConnectException>(() => cafe.Host.ConnectAsync(transport));

        Assert.Equal(418, error.StatusCode);
        Assert.Equal(4096, error.Body.Length);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Connect_ServerFails_HoldsItsException(GatewayTransports transport)
    {
        await using var cafe = await Cafe.OpenAsync(new GatewayTestHostOptions
        {
            App = static app => app.Use(static (HttpContext _, RequestDelegate _) => throw new InvalidOperationException("no water")),
        });

        var error = await Assert.ThrowsAsync<GatewayTestConnectException>(() => cafe.Host.ConnectAsync(transport));

        Assert.Null(error.StatusCode);
        Assert.Equal("The client could not connect to /cafe: no water", error.Message);
        Assert.IsType<InvalidOperationException>(error.InnerException);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Connect_ServerDoesNotAnswer_TimesOut(GatewayTransports transport)
    {
        await using var cafe = await Cafe.OpenAsync(new GatewayTestHostOptions
        {
            App = static app => app.Use(static (HttpContext context, RequestDelegate _) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted)),
        });

        var error = await Assert.ThrowsAsync<TimeoutException>(
            () => cafe.Host.ConnectAsync(transport, new GatewayTestClientOptions { Timeout = TimeSpan.FromMilliseconds(200) }));

        Assert.Equal($"The server did not let the {transport} client of /cafe in within 0.2 s.", error.Message);
    }

    [Theory]
    [InlineData(GatewayTransports.None)]
    [InlineData(GatewayTransports.WebSocket | GatewayTransports.SignalR)]
    public async Task Connect_NotOneTransport_SaysWhichThereAre(GatewayTransports transport)
    {
        await using var cafe = await Cafe.OpenAsync();

        var error = await Assert.ThrowsAsync<ArgumentException>(() => cafe.Host.ConnectAsync(transport));

        Assert.Contains("WebSocket, SignalR, SocketIO or ServerSentEvents", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_PathWithoutSlash_IsRefused()
    {
        await using var cafe = await Cafe.OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => cafe.Host.ConnectAsync(GatewayTransports.WebSocket, "cafe"));
    }

    private static Task<Cafe> OpenGuardedAsync() => Cafe.OpenAsync(
        new GatewayTestHostOptions
        {
            Gateways = static gateways => gateways.RequireAuthorization(static policy => policy.RequireRole("staff")),
        },
        static services =>
        {
            services.AddAuthentication("badge").AddScheme<AuthenticationSchemeOptions, BadgeHandler>("badge", configureOptions: null);
            services.AddAuthorization();
        });

    private sealed class BadgeHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var header = Request.Headers.Authorization.ToString();
            if (!header.StartsWith("Bearer ", StringComparison.Ordinal))
            {
                return Task.FromResult(AuthenticateResult.NoResult());
            }

            var name = header["Bearer ".Length..];
            Claim[] claims = [new(ClaimTypes.NameIdentifier, name), new(ClaimTypes.Role, name == "barista" ? "staff" : "guest")];
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, "badge")), "badge")));
        }

        protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
        {
            Response.StatusCode = StatusCodes.Status401Unauthorized;
            await Response.WriteAsync("Who are you?");
        }
    }

    [Fact]
    public async Task Connect_ServerSpeaksMsgpack_SaysSo()
    {
        await using var cafe = await Cafe.OpenAsync(configureServices: static services => services.AddGateways().AddSocketIO(static options => options.Parser = SocketIOParser.Msgpack));

        var error = await Assert.ThrowsAsync<NotSupportedException>(() => cafe.Host.ConnectAsync(GatewayTransports.SocketIO));

        Assert.Contains("SocketIOTransportOptions.Parser is Msgpack", error.Message, StringComparison.Ordinal);
    }
}
