using System.Security.Claims;
using Gateways.Specification.Gateways;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gateways.Specification.Transports;

public abstract partial class ListeningSpecification
{
    [Fact]
    public async Task Authorize_OnTheClass_KeepsOutWhoIsNobody()
    {
        await StartAsync();

        await AssertRefusedAsync(401, "/members");

        var peer = await ConnectAsync("/members", "as=ann");
        Assert.Equal("ann", peer.Server.User.Identity?.Name);
        Assert.Equal("ann", peer.Server.UserIdentifier);
    }

    [Fact]
    public async Task RequireAuthorization_OnAllEndpoints_CountsForEveryGateway()
    {
        await StartAsync(endpoints: static endpoints => endpoints.RequireAuthorization("adult"));

        await AssertRefusedAsync(401, "/spec");
        await AssertRefusedAsync(403, "/spec", "as=ann");

        var peer = await ConnectAsync("/spec", "as=ann&adult=yes");
        await AssertHeardNothingAsync(peer);
    }

    public static TheoryData<GuardResult, int, string> Refusals => new()
    {
        { false, 403, """{"status":"error","message":"Forbidden resource"}""" },
        { GuardResult.Deny("full", new { Seats = 0 }), 403, """{"status":"error","message":"full","data":{"seats":0}}""" },
        { GuardResult.Unauthorized(), 401, """{"status":"error","message":"Unauthorized"}""" },
        { GuardResult.Unauthorized("who?", "token"), 401, """{"status":"error","message":"who?","data":"token"}""" },
    };

    [Theory]
    [MemberData(nameof(Refusals), DisableDiscoveryEnumeration = true)]
    public async Task ConnectionGuard_Denies_ClientIsRefusedBeforeItIsConnected(GuardResult verdict, int status, string json)
    {
        await StartAsync();
        Probe.Admitting = async (_, _) =>
        {
            await Task.Yield();
            return verdict;
        };

        var refusal = await AssertRefusedAsync(status, "/guarded");
        AssertJson(json, refusal.Json);
        Assert.Equal(["connection guard"], TakeNotes());
        Probe.Admitting = static (_, _) => new(true);
        var peer = await ConnectAsync("/guarded");
        await AssertHeardNothingAsync(peer);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ConnectionGuard_Throws_ClientIsRefusedAndItIsLogged(bool isAsync)
    {
        await StartAsync();
        Probe.Admitting = async (_, _) =>
        {
            if (isAsync)
            {
                await Task.Yield();
            }

            throw new ApplicationException("secret");
        };

        var refusal = await AssertRefusedAsync(500, "/guarded");
        Assert.DoesNotContain("secret", refusal.Json, StringComparison.Ordinal);
        Assert.Single(Host.Log.Lines, static line => line is { EventId: 2020, Error: ApplicationException });
    }

    [Fact]
    public async Task ConnectionGuard_ThrowsWsException_ItsTextAndPayloadAreTold()
    {
        await StartAsync();
        Probe.Admitting = static (_, _) => throw new WsException(new { Code = 42 }, "as text");

        var refusal = await AssertRefusedAsync(403, "/guarded");
        AssertJson("""{"status":"error","message":"as text","data":{"code":42}}""", refusal.Json);
        Assert.DoesNotContain(Host.Log.Lines, static line => line.EventId == 2020);
    }

    [Fact]
    public async Task ConnectionGuard_Hangs_ClientIsRefusedWhenItsTimeIsUp()
    {
        var time = new FakeTimeProvider();
        await StartAsync(static options => options.SendTimeout = TimeSpan.FromDays(1), builder => builder.Services.AddSingleton<TimeProvider>(time));
        var (asked, told) = (new Signal(), new Signal());
        Probe.Admitting = async (_, token) =>
        {
            token.Register(told.Set);
            asked.Set();
            await new Signal().Task;
            return true;
        };

        var refusal = AskInVainAsync("/guarded");
        await asked.WaitAsync();
        time.Advance(TimeSpan.FromSeconds(16));

        Assert.Equal(503, (await refusal).Status ?? 503);
        await told.WaitAsync();
        Assert.Single(Host.Log.Lines, static line => line.EventId == 2021);
    }

    [Fact]
    public async Task ConnectionGuard_ChangesUserAndData_ClientHasThem()
    {
        await StartAsync();
        var seen = default(string);
        Probe.Admitting = (context, _) =>
        {
            seen = $"{context.Namespace} {context.Transport == Kind} {context.Handshake.Query["q"]} {context.Metadata.Count}";
            context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, "bob")], "guard"));
            context.Data.Set("from the guard");
            context.OnConnected(client => Probe.Note($"connected {client.UserIdentifier}"));
            return new(true);
        };
        Probe.Connecting = (client, token) =>
        {
            Probe.Note($"hook {client.UserIdentifier} {client.Data.Get<string>()}");
            return client.EmitAsync("heard", 1, token);
        };

        var peer = await ConnectAsync("/guarded", "q=7");

        Assert.Equal("1", await peer.Client.HearAsync("heard"));
        Assert.Equal("/guarded True 7 1", seen);
        Assert.Equal(["connected bob", "hook bob from the guard"], TakeNotes().Where(static note => note != "connection guard"));
        Assert.True(peer.Server.User.Identity!.IsAuthenticated);
    }

    [Fact]
    public async Task ConnectionGuard_CallbackThrows_ClientIsRefusedAndItIsLogged()
    {
        await StartAsync();
        Probe.Admitting = static (context, _) =>
        {
            context.OnConnected(static _ => throw new ApplicationException("secret"));
            return new(true);
        };

        var client = await OpenAsync("/guarded");

        await AssertClosedAsync(CloseReason.InternalError.Text, client);
        Assert.Single(Host.Log.Lines, static line => line.Error is ApplicationException);
    }

    [Fact]
    public async Task ConnectionMiddleware_Several_WrapTheGuardsInTheOrderOfTheirAddition()
    {
        await StartAsync(
            options =>
            {
                options.UseConnection(Note("first"));
                options.UseConnection(Note("second"));
            },
            builder => builder.Services.Configure<GatewayOptions<GuardedGateway>>(options => options.UseConnection(Note("own"))));
        Probe.Admitting = static (_, _) => new(false);

        await AssertRefusedAsync(403, "/guarded");

        Assert.Equal(["first", "second", "own", "connection guard", "own ends", "second ends", "first ends"], TakeNotes());

        ConnectionMiddleware Note(string name) => async (_, next) =>
        {
            Probe.Note(name);
            await Task.Yield();
            await next();
            Probe.Note($"{name} ends");
        };
    }

    [Fact]
    public async Task ConnectionMiddleware_RefusesOrFails_ClientIsRefused()
    {
        var step = 0;
        await StartAsync(options => options.UseConnection((_, next) => step switch
        {
            0 => default,
            1 => throw new WsException(new { Why = "x" }, "not you"),
            2 => throw new ApplicationException("secret"),
            _ => next(),
        }));

        var silent = await AssertRefusedAsync(403, "/spec");
        AssertJson("""{"status":"error","message":"Forbidden resource"}""", silent.Json);
        step = 1;
        AssertJson("""{"status":"error","message":"not you","data":{"why":"x"}}""", (await AskInVainAsync("/spec")).Json);
        step = 2;
        await AssertRefusedAsync(500, "/spec");
        step = 3;
        await AssertHeardNothingAsync(await ConnectAsync());
    }
}
