using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification;
using Gateways.Specification.Gateways;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gateways.SocketIO.Tests.Recovery;

/// <summary>A client that is back before its old link has ended: it waits for its place, and two never have one id.</summary>
public sealed class ComebackTests : IAsyncDisposable
{
    private SpecificationHost? _host;

    private SpecificationHost Host => _host!;

    private Probe Probe => Host.Probe;

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }

    [Fact]
    public async Task Resume_WhileAnOldHandlerRuns_WaitsForTheDisconnectHookAndThenHasItsPlace()
    {
        await StartAsync();
        var (place, release) = await LoseInAHandlerAsync();
        await Host.Server.EmitAsync("missed", 1);
        await using var client = await SocketClient.ConnectAsync(Host.Address);

        await KnockAsync(client, place);
        release.Set();

        Assert.StartsWith("42/spec,[\"missed\",1,", await client.NextAsync(), StringComparison.Ordinal);
        Assert.Equal(place.Sid, Place.SidOf(await client.NextAsync()));
        var server = await Probe.NextConnectedAsync();
        Assert.Equal((place.Sid, true), (server.Id, server.Handshake.IsRecovered));
        Assert.Equal(["left", "came"], Probe.Notes.Where(static note => note is "left" or "came"));
    }

    [Fact]
    public async Task Resume_WhileTheOldEndTakesTooLong_IsANewClientAndTheOldOneEndsUnderItsOwnId()
    {
        var time = new FakeTimeProvider();
        await StartAsync(time);
        var (place, release) = await LoseInAHandlerAsync();
        await using var client = await SocketClient.ConnectAsync(Host.Address);
        await KnockAsync(client, place);

        time.Advance(TimeSpan.FromSeconds(6));

        Assert.NotEqual(place.Sid, Place.SidOf(await client.NextAsync()));
        var server = await Probe.NextConnectedAsync();
        Assert.False(server.Handshake.IsRecovered);
        Assert.Contains(Host.Log.Lines, static line => line.EventId == 1306);
        release.Set();
        Assert.Equal(place.Sid, (await Probe.NextDepartureAsync()).Client.Id);
        await Host.Server.EmitAsync("live");
        Assert.StartsWith("42/spec,[\"live\",", await client.NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resume_LostAgainWhileItWaits_MayStillResume()
    {
        await StartAsync();
        var (place, release) = await LoseInAHandlerAsync();
        await using (var second = await SocketClient.ConnectAsync(Host.Address))
        {
            await second.SendAsync("40/guarded,");
            Place.SidOf(await second.NextAsync());
            await Probe.NextConnectedAsync();
            await KnockAsync(second, place);
            second.Abort();
        }

        Assert.Equal("/guarded", (await Probe.NextDepartureAsync()).Client.Namespace);
        await using var third = await SocketClient.ConnectAsync(Host.Address);
        await KnockAsync(third, place);
        release.Set();

        Assert.Equal(place.Sid, Place.SidOf(await third.NextAsync()));
    }

    [Fact]
    public async Task Resume_BetweenTheEndsOfAConnectionsClients_IsNotRefused()
    {
        var time = new LateTime();
        await StartAsync(time);
        await using var first = await SocketClient.ConnectAsync(Host.Address);
        var (place, _) = await Place.TakeAsync(Host, first, "/spec");
        await Place.TakeAsync(Host, first, "/guarded");
        time.Arm();
        first.Abort();
        await time.Asked.WaitAsync();
        await using var client = await SocketClient.ConnectAsync(Host.Address);

        await client.SendAsync($"40/spec,{place.Auth}");
        var packet = await client.NextAsync();
        time.Release();

        Assert.Equal(place.Sid, Place.SidOf(packet));
    }

    [Fact]
    public async Task Resume_ManyAtOnceAndAtOnce_NobodyIsRefusedAndNobodyHearsAnyoneElse()
    {
        await StartAsync();
        var clients = await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ =>
        {
            var client = await SocketClient.ConnectAsync(Host.Address);
            await client.SendAsync("40/spec,");
            return (client, Parts: (await client.NextAsync()).Split('"'));
        }));
        for (var i = 0; i < clients.Length; i++)
        {
            await SpecificationHost.LetInAsync(Host.Server, await Probe.NextConnectedAsync());
        }

        await Host.Server.EmitAsync("first");

        var back = await Task.WhenAll(clients.Select(async one =>
        {
            var place = new Place(one.Parts[3], one.Parts[7], (await one.client.NextAsync()).Split('"')[3]);
            await one.client.DisposeAsync();
            var again = await SocketClient.ConnectAsync(Host.Address);
            await again.SendAsync($"40/spec,{place.Auth}");
            return (again, Sid: Place.SidOf(await again.NextAsync()));
        }));

        Assert.Equal(back.Length, back.Select(static one => one.Sid).Distinct().Count());
        foreach (var (again, _) in back)
        {
            await again.DisposeAsync();
        }
    }

    private async Task StartAsync(TimeProvider? time = null)
    {
        _host = await SpecificationHost.StartAsync(
            builder =>
            {
                builder.AddSocketIO(static options => options.ConnectionStateRecovery = new());
                if (time is not null)
                {
                    builder.Services.AddSingleton(time);
                }
            },
            static options => options.HandlerDrainTimeout = TimeSpan.FromMinutes(1));
        Probe.Disconnecting = (client, _) =>
        {
            Probe.Note(client.Namespace == "/spec" ? "left" : "");
            return default;
        };
    }

    /// <summary>A client whose link breaks while a handler runs, which ends when it is told to.</summary>
    private async Task<(Place Place, Signal Release)> LoseInAHandlerAsync()
    {
        var (running, release) = (new Signal(), new Signal());
        Probe.Handler = async _ =>
        {
            running.Set();
            await release.WaitAsync();
            return null;
        };
        await using var client = await SocketClient.ConnectAsync(Host.Address);
        var (place, server) = await Place.TakeAsync(Host, client, "/spec");
        await client.SendAsync("42/spec,[\"run\"]");
        await running.WaitAsync();
        client.Abort();
        await server.Aborted.WhenCancelled().Soon();
        Probe.Connecting = (comer, _) =>
        {
            Probe.Note(comer.Namespace == "/spec" ? "came" : "");
            return default;
        };
        return (place, release);
    }

    /// <summary>Asks for the place, and for a namespace that is not there after that: what is answered first says that the place is not free.</summary>
    private static async Task KnockAsync(SocketClient client, Place place)
    {
        await client.SendAsync($"40/spec,{place.Auth}");
        await client.SendAsync("40/nowhere,");
        Assert.StartsWith("44/nowhere,", await client.NextAsync(), StringComparison.Ordinal);
    }
}
