using Gateways.ServerSentEvents.Tests.Clients;
using Gateways.Specification;
using Gateways.Specification.Clients;
using Gateways.Specification.Gateways;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.ServerSentEvents.Tests.Recovery;

/// <summary>What a client hears that was away.</summary>
public sealed partial class RecoveryTests : IAsyncLifetime
{
    private SpecificationHost? _host;

    private SpecificationHost Host => _host!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await Host.DisposeAsync();

    [Fact]
    public async Task Return_HearsWhatWasForItsRoomsAndForEveryoneInOrder()
    {
        await StartAsync();
        var id = await LoseAsync("room=r1");
        await Host.Server.To("r1").EmitAsync("missed", 1);
        await Host.Server.To("other").EmitAsync("missed", 2);
        await Host.Server.EmitAsync("missed", new byte[] { 3 });
        await Host.Server.Except("r1").EmitAsync("missed", 4);
        await Host.Server.To("other").To("r1").EmitAsync("missed", 5);

        await using var client = await ReturnAsync(id, "room=r1");
        await Host.Probe.NextConnectedAsync();

        Assert.Equal("1", await client.HearAsync("missed"));
        Assert.Equal("\"Aw==\"", await client.HearAsync("missed"));
        Assert.Equal("5", await client.HearAsync("missed"));
        await Host.Server.To("r1").EmitAsync("live", 6);
        Assert.Equal("6", await client.HearAsync("live"));
        Assert.Equal(NumberOf(id) + 6, NumberOf(client.LastEventId));
    }

    [Fact]
    public async Task Return_InFewerRooms_HearsOnlyWhatIsForThose()
    {
        await StartAsync();
        var id = await LoseAsync("room=r1&room=r2");
        await Host.Server.To("r1").EmitAsync("missed", 1);
        await Host.Server.To("r2").EmitAsync("missed", 2);

        await using var client = await ReturnAsync(id, "room=r2");

        Assert.Equal("2", await client.HearAsync("missed"));
        Assert.False(client.HasEvents);
    }

    [Fact]
    public async Task Return_RoomsAndUserComeFromTheHook_HearsWhatWasForThem()
    {
        await StartAsync();
        Host.Probe.Connecting = static async (client, token) =>
        {
            await Task.Yield();
            client.UserIdentifier = "ann";
            await client.JoinAsync("hooked", token);
        };
        var id = await LoseAsync();
        await Host.Server.ToUser("ann").EmitAsync("missed", 1);
        await Host.Server.ToUser("bob").EmitAsync("missed", 2);
        await Host.Server.To("hooked").EmitAsync("missed", 3);

        await using var client = await ReturnAsync(id);

        Assert.Equal("1", await client.HearAsync("missed"));
        Assert.Equal("3", await client.HearAsync("missed"));
    }

    [Fact]
    public async Task Return_BeforeAnythingWasHeard_TheOpeningHasAnId()
    {
        await StartAsync();
        await using var first = await EventStreamClient.ConnectAsync(Host.Address, new ClientRequest("/spec", "room=r1"));
        await Host.Probe.NextConnectedAsync();
        var id = await WhenAsync(() => new ValueTask<string>(first.LastEventId), static id => id.Length > 0);
        first.Abort();
        await Host.Probe.NextDepartureAsync();
        await Host.Server.To("r1").EmitAsync("missed", 1);

        await using var client = await ReturnAsync(id, "room=r1");

        Assert.Equal("1", await client.HearAsync("missed"));
    }

    [Fact]
    public async Task Return_WithTheIdInTheQuery_IsTheSameAndTheHeaderCountsMore()
    {
        await StartAsync();
        var id = await LoseAsync();
        await Host.Server.EmitAsync("missed", 1);

        await using (var byQuery = await EventStreamClient.ConnectAsync(Host.Address, new ClientRequest("/spec", $"lastEventId={id}")))
        {
            Assert.Equal("1", await byQuery.HearAsync("missed"));
        }

        await using var byBoth = await EventStreamClient.ConnectAsync(Host.Address, new ClientRequest("/spec", "lastEventId=00000000-1"), id);
        Assert.Equal("1", await byBoth.HearAsync("missed"));
    }

    [Fact]
    public async Task Return_WhileItsHookRuns_WhatIsSaidMeanwhileComesOnceAndBehindWhatWasMissed()
    {
        await StartAsync();
        var id = await LoseAsync("room=r1");
        await Host.Server.To("r1").EmitAsync("n", 1);
        var (reached, gate) = (new Signal(), new Signal());
        Host.Probe.Connecting = async (client, token) =>
        {
            await client.EmitAsync("n", 2, token);
            reached.Set();
            await gate.WaitAsync();
            await client.EmitAsync("n", 5, token);
        };

        await using var client = await ReturnAsync(id, "room=r1");
        await reached.WaitAsync();
        await Host.Server.To("r1").EmitAsync("n", 3);
        await Host.Server.EmitAsync("n", 4);
        gate.Set();

        for (var i = 1; i <= 5; i++)
        {
            Assert.Equal($"{i}", await client.HearAsync("n"));
        }

        await LetInAsync();
        await Host.Server.EmitAsync("n", 6);
        Assert.Equal("6", await client.HearAsync("n"));
    }

    [Fact]
    public async Task Return_ToANamespaceOfARouteParameter_HearsWhatWasSaidInThatOneWhileNobodyWasThere()
    {
        await StartAsync();
        var id = await LoseAsync(path: "/spec-rooms/1");
        var server = Host.Services.GetRequiredService<IGatewayServer<SpecRoomsGateway>>();
        await server.Of("/spec-rooms/2").EmitAsync("missed", 2);
        await server.Of("/spec-rooms/1").EmitAsync("missed", 1);

        await using var one = await EventStreamClient.ConnectAsync(Host.Address, new ClientRequest("/spec-rooms/1"), id);
        await using var two = await EventStreamClient.ConnectAsync(Host.Address, new ClientRequest("/spec-rooms/2"), id);

        Assert.Equal("1", await one.HearAsync("missed"));
        await two.HearAsync("gap");
    }

    [Fact]
    public async Task Return_GuardsRunAgain_WhoIsRefusedHearsNothing()
    {
        await StartAsync();
        var id = await LoseAsync(path: "/guarded");
        Host.Probe.Admitting = static (_, _) => new(GuardResult.Deny());

        var refusal = await Assert.ThrowsAsync<ConnectRefusedException>(() => EventStreamClient.ConnectAsync(Host.Address, new ClientRequest("/guarded"), id));

        Assert.Equal(403, refusal.Status);
    }

    [Fact]
    public async Task Return_HookRefuses_HearsItsWordsAndNothingThatWasMissed()
    {
        await StartAsync();
        var id = await LoseAsync("room=r1");
        await Host.Server.To("r1").EmitAsync("missed", 1);
        Host.Probe.Connecting = static async (client, token) =>
        {
            await client.EmitAsync("sorry", 1, token);
            throw new WsException("not today");
        };

        await using var client = await ReturnAsync(id, "room=r1");

        Assert.Equal("1", await client.HearAsync("sorry"));
        await client.HearAsync("exception");
        Assert.Equal("not today", await client.Closed);
        Assert.False(client.HasEvents);
    }

    [Fact]
    public async Task Return_WhatItsGuardsDoOnceItIsThereFails_IsRefusedAndGone()
    {
        await StartAsync(options: static options => options.MaxRoomsPerClient = 1);
        var id = await LoseAsync(path: "/guarded");
        Host.Probe.Admitting = static (context, _) =>
        {
            context.OnConnected(static client => client.JoinAsync("r0").GetAwaiter().GetResult());
            return new(true);
        };

        await using var client = await EventStreamClient.ConnectAsync(Host.Address, new ClientRequest("/guarded", "room=r1"), id);

        Assert.Equal(CloseReason.InternalError.Text, await client.Closed);
        await Host.StopAsync().Soon();
        Assert.Contains(Host.Log.Lines, static line => line.EventId == 4002);
    }

    [Fact]
    public async Task Return_WhereMessagesMayRunBeforeTheHookHasEnded_HearsWhatWasForTheRoomsOfTheHook()
    {
        await StartAsync(options: static options => options.NestCompat.DispatchesBeforeConnected = true);
        var id = await LoseAsync();
        var (reached, gate) = (new Signal(), new Signal());
        Host.Probe.Connecting = async (client, token) =>
        {
            reached.Set();
            await gate.WaitAsync();
            await client.JoinAsync("hooked", token);
        };
        await Host.Server.To("hooked").EmitAsync("missed", 1);

        await using var client = await ReturnAsync(id);
        await reached.WaitAsync();
        gate.Set();

        Assert.Equal("1", await client.HearAsync("missed"));
    }

    /// <summary>Starts with recovery, and with every room open.</summary>
    private async Task StartAsync(Action<ServerSentEventsRecoveryOptions>? configure = null, Action<GatewayOptions>? options = null, TimeProvider? time = null)
    {
        var recovery = new ServerSentEventsRecoveryOptions();
        configure?.Invoke(recovery);
        _host = await SpecificationHost.StartAsync(
            builder => builder.AddServerSentEvents(sse =>
            {
                sse.Recovery = recovery;
                sse.AllowRooms<SpecificationGateway>();
                sse.AllowRooms<GuardedGateway>();
            }),
            gateways =>
            {
                // A test's clock may go on for long while a write is under way.
                gateways.SendTimeout = TimeSpan.FromDays(1);
                options?.Invoke(gateways);
            },
            configureServices: builder => builder.Services.AddSingleton(time ?? TimeProvider.System));
    }

    /// <summary>A client that has heard one event, and is gone.</summary>
    private async Task<string> LoseAsync(string query = "", string path = "/spec")
    {
        await using var client = await EventStreamClient.ConnectAsync(Host.Address, new ClientRequest(path, query));
        var server = await Host.Probe.NextConnectedAsync();
        await server.EmitAsync("first");
        await client.HearAsync("first");
        client.Abort();
        await Host.Probe.NextDepartureAsync();
        return client.LastEventId;
    }

    private Task<EventStreamClient> ReturnAsync(string lastEventId, string query = "") => EventStreamClient.ConnectAsync(Host.Address, new ClientRequest("/spec", query), lastEventId);

    private static int NumberOf(string id) => int.Parse(id.Split('-')[1], System.Globalization.CultureInfo.InvariantCulture);

    private Task LetInAsync() => WhenAsync(() => Host.Server.CountAsync(), static count => count > 0);

    private static Task<T> WhenAsync<T>(Func<ValueTask<T>> read, Func<T, bool> isThere) => Task.Run(async () =>
    {
        T value;
        while (!isThere(value = await read()))
        {
            await Task.Yield();
        }

        return value;
    }).Soon();
}
