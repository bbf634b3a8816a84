using System.Security.Claims;
using System.Text.Json;
using Gateways.Specification.Gateways;
using Gateways.Specification.Gateways.Stages;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Specification.Transports;

public abstract partial class TransportSpecification
{
    public static TheoryData<GuardResult, string, string> Denials => new()
    {
        { false, "Forbidden resource", """{"status":"error","message":"Forbidden resource"}""" },
        { GuardResult.Deny("members only"), "members only", """{"status":"error","message":"members only"}""" },
        { GuardResult.Deny("members only", new { Need = "card" }), "members only", """{"status":"error","message":"members only","data":{"need":"card"}}""" },
        { GuardResult.Unauthorized(), "Unauthorized", """{"status":"error","message":"Unauthorized"}""" },
        { GuardResult.Unauthorized("who?", 401), "who?", """{"status":"error","message":"who?","data":401}""" },
    };

    [Theory]
    [MemberData(nameof(Denials), DisableDiscoveryEnumeration = true)]
    public async Task Guard_Denies_ClientIsToldAndNothingElseRuns(GuardResult verdict, string text, string payload)
    {
        var peer = await ConnectToPipelineAsync();
        Probe.Guarding = async (place, _) =>
        {
            await Task.Yield();
            return place == "First" ? verdict : GuardResult.Allow;
        };

        AssertFailed(await peer.Client.CallAsync("run", """{"a":1,"b":2}"""), text, payload);
        await peer.Client.EmitAsync("run", """{"a":1,"b":2}""");

        AssertJson(payload, await peer.Client.HearAsync("exception"));
        AssertJson(payload, await peer.Client.HearAsync("exception"));
        Assert.Equal(
            ["guard Global", "guard Class", "guard First", "filter Second", "filter First", "filter LastOfClass", "filter Class", "filter Global"],
            TakeNotes()[..8]);
        Assert.DoesNotContain("handler", Probe.Notes);
        Assert.DoesNotContain(Host.Log.Lines, static line => line.EventId is 4001 or 5001);
        Probe.Guarding = static (_, _) => new(true);
        Assert.Equal("1", (await peer.Client.CallAsync("run", """{"a":1,"b":2}""")).Value);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Guard_Throws_IsToldAndLoggedOnceAndTheConnectionLives(bool isAsync)
    {
        var peer = await ConnectToPipelineAsync();
        Probe.Guarding = async (_, _) =>
        {
            if (isAsync)
            {
                await Task.Yield();
            }

            throw new ApplicationException("secret");
        };

        AssertFailed(await peer.Client.CallAsync("run", """{"a":1,"b":2}"""), "Internal server error", InternalError);

        AssertJson(InternalError, await peer.Client.HearAsync("exception"));
        Assert.Single(Host.Log.Lines, static line => line is { EventId: 4001, Error: ApplicationException });
        Probe.Guarding = static (_, _) => new(true);
        Assert.Equal("1", (await peer.Client.CallAsync("run", """{"a":1,"b":2}""")).Value);
    }

    [Fact]
    public async Task Guard_ThrowsWsException_ItsPayloadIsToldAndNothingIsLogged()
    {
        var peer = await ConnectToPipelineAsync();
        Probe.Guarding = static (_, _) => throw new WsException(new { Code = 42 }, "as text");

        AssertFailed(await peer.Client.CallAsync("run", """{"a":1,"b":2}"""), "as text", """{"code":42}""");

        AssertJson("""{"code":42}""", await peer.Client.HearAsync("exception"));
        Assert.DoesNotContain(Host.Log.Lines, static line => line.EventId == 4001);
    }

    [Fact]
    public async Task Guard_OncePerClient_IsAskedUntilItAllowsAndAgainForAnotherUser()
    {
        await StartAsync();
        var (peer, other) = (await ConnectAsync("/remembering"), await ConnectAsync("/remembering"));
        Probe.Guarding = static (_, _) => new(false);
        Assert.NotNull((await peer.Client.CallAsync("run")).Error);
        Probe.Guarding = static (_, _) => new(true);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("\"ran\"", (await peer.Client.CallAsync("run")).Value);
        }

        Assert.Equal(2, TakeNotes().Length);
        Probe.Guarding = static (_, _) => new(false);
        Assert.NotNull((await other.Client.CallAsync("run")).Error);
        Assert.Equal("\"ran\"", (await peer.Client.CallAsync("run")).Value);
        Assert.Equal(3, TakeNotes().Length);

        peer.Server.User = new ClaimsPrincipal(new ClaimsIdentity());
        Assert.NotNull((await peer.Client.CallAsync("run")).Error);
        Assert.Equal(4, TakeNotes().Length);
    }

    [Theory]
    [InlineData(null, "guard 1|guard 1", "guard 1 ends")]
    [InlineData(ServiceLifetime.Singleton, "guard 1|guard 1", "guard 1 ends")]
    [InlineData(ServiceLifetime.Scoped, "guard 1|guard 1 ends|guard 2|guard 2 ends", "")]
    [InlineData(ServiceLifetime.Transient, "guard 1|guard 1 ends|guard 2|guard 2 ends", "")]
    public async Task Guard_OfALifetime_LivesThatLong(ServiceLifetime? lifetime, string notes, string atTheEnd)
    {
        await StartAsync(services: builder =>
        {
            if (lifetime is { } known)
            {
                builder.Services.Add(new ServiceDescriptor(typeof(NumberedGuard), typeof(NumberedGuard), known));
            }
        });
        var peer = await ConnectAsync("/stages");

        Assert.Equal("\"ran\"", (await peer.Client.CallAsync("numbered")).Value);
        Assert.Equal("\"ran\"", (await peer.Client.CallAsync("numbered")).Value);

        Assert.Equal(notes.Split('|'), TakeNotes());
        await Host.DisposeAsync();
        Assert.Equal(atTheEnd, string.Join('|', TakeNotes().Skip(notes.Split('|').Length)));
    }

    [Fact]
    public async Task Guard_Scoped_SharesTheScopeOfItsMessage()
    {
        var peer = await ConnectAsync("/stages");

        var first = (await peer.Client.CallAsync("scoped")).Value;
        var second = (await peer.Client.CallAsync("scoped")).Value;

        Assert.NotEqual(first, second);
        Assert.Equal([$"thing {first}", "scope ends", $"thing {second}", "scope ends"], TakeNotes());
    }

    [Fact]
    public async Task Context_InEachStage_TellsWhatTheMessageIsAndCarriesItems()
    {
        var peer = await ConnectToPipelineAsync();
        var told = new List<string>();
        Probe.Reaching = (name, context) =>
        {
            told.Add(string.Join(
                ' ',
                context.EventName,
                context.GatewayType!.Name,
                context.MethodName,
                context.Client == peer.Server,
                context.GetMetadata<MarkAttribute>()!.Text,
                string.Concat(context.Metadata.OfType<MarkAttribute>().Select(static mark => mark.Text)),
                context.Ack.IsRequested,
                context.CancellationToken == peer.Server.Aborted));
            Assert.Equal(told.Count - 1, context.Items.TryGetValue("count", out var count) ? count : 0);
            context.Items["count"] = told.Count;
            return default;
        };

        Assert.Null((await peer.Client.CallAsync("run", """{"a":1,"b":2}""")).Error);

        Assert.Equal(InOrder.Length - 1, told.Count);
        Assert.Equal("run PipelineGateway Run True method classmethod True True", Assert.Single(told.Distinct()));
        told.Clear();
        await peer.Client.CallAsync("plain", "1");
        Assert.Equal("plain PipelineGateway Plain True class class True True", Assert.Single(told.Distinct()));
    }

    [Theory]
    [InlineData("""{"x":[1]}""", """{"x":[1]}""")]
    [InlineData("[1,2]", "1", "2")]
    [InlineData("[1]", "[1]")]
    [InlineData("Undefined")]
    public async Task Context_Body_IsWhatTheClientSent(string expected, params string[] arguments)
    {
        var peer = await ConnectToPipelineAsync();
        var body = default(JsonElement);
        Probe.Guarding = (_, context) =>
        {
            body = context.GetBody();
            return new(false);
        };

        await peer.Client.CallAsync("plain", arguments);

        Assert.Equal(expected, body.ValueKind == JsonValueKind.Undefined ? "Undefined" : body.GetRawText());
    }

    [Fact]
    public async Task Context_KeptBeyondItsMessage_ShowsNoOther()
    {
        var peer = await ConnectToPipelineAsync();
        var kept = default(GatewayContext);
        Probe.Guarding = (_, context) =>
        {
            kept ??= context;
            return new(true);
        };

        await peer.Client.CallAsync("plain", "1");
        await peer.Client.CallAsync("run", """{"a":1,"b":2}""");

        Assert.Throws<ObjectDisposedException>(() => kept!.GetBody());
        Assert.Throws<ObjectDisposedException>(() => kept!.Body.Length);
        Assert.Equal("plain Plain", $"{kept!.EventName} {kept.MethodName}");
        Assert.Equal(peer.Id, kept.Client.Id);
        Assert.True(kept.Ack.IsCompleted);
        Assert.False(kept.Ack.Send(1));
    }
}
