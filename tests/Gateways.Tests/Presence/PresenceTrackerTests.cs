using Gateways.Presence;
using Gateways.Specification;
using Gateways.Specification.Clients;
using Gateways.Specification.Gateways;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gateways.Tests.Presence;

/// <summary>What a server keeps telling a store that is slow, fails, or forgets. The heart beats, and the rest is done, when the test says so.</summary>
public sealed partial class PresenceTrackerTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<SpecificationClient> _clients = [];
    private readonly ScriptedPresenceStore _store;
    private SpecificationHost? _host;

    public PresenceTrackerTests() => _store = new ScriptedPresenceStore(_time);

    private IPresence<SpecificationGateway> Presence => _host!.Services.GetRequiredService<IPresence<SpecificationGateway>>();

    private PresenceTracker Tracker => _host!.Services.GetRequiredService<PresenceTracker>();

    public async Task InitializeAsync() => _host = await SpecificationHost.StartAsync(builder =>
    {
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddSingleton<IPresenceStore>(_store);
        builder.AddWebSockets().AddPresence(static options => options.AwayAfter = TimeSpan.FromSeconds(5));
    },
    static options => options.SendTimeout = TimeSpan.FromDays(1)); // The clock leaps while an answer may still be being written.

    public async Task DisposeAsync()
    {
        _store.Before = static _ => Task.CompletedTask;
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }

        await _host!.DisposeAsync();
    }

    [Fact]
    public async Task Untrack_NotHeard_ThenTrackedAgain_IsNotTakenOutLater()
    {
        var ann = await ConnectAsync("ann");
        await Presence.TrackAsync(ann.Server, "d1");
        Fail("untrack", mayHaveBeenHeard: true);
        await Assert.ThrowsAsync<AdapterUnavailableException>(async () => await Presence.UntrackAsync(ann.Server, "d1"));
        Heal();

        await Presence.TrackAsync(ann.Server, "d1");
        await Tracker.CatchUpAsync(default);

        Assert.Equal(1, await Presence.CountAsync("d1"));
        Assert.Equal(["Join ann"], _store.Told);
    }

    [Fact]
    public async Task Untrack_NotHeard_IsMadeUpFor()
    {
        var ann = await ConnectAsync("ann");
        await Presence.TrackAsync(ann.Server, "d1");
        Fail("untrack", mayHaveBeenHeard: false);
        await Assert.ThrowsAsync<AdapterUnavailableException>(async () => await Presence.UntrackAsync(ann.Server, "d1"));
        await Tracker.CatchUpAsync(default);
        Assert.Equal(1, await Presence.CountAsync("d1"));
        Heal();

        await Tracker.CatchUpAsync(default);
        await Tracker.CatchUpAsync(default);

        Assert.Equal(["Join ann", "Leave ann"], _store.Told);
        Assert.Equal(3, _store.Asked.Count(static asked => asked == "untrack d1"));
    }

    [Fact]
    public async Task Untrack_NotHeard_ThenTrackedAsAnotherUser_IsThatUserAlone()
    {
        var ann = await ConnectAsync("ann");
        await Presence.TrackAsync(ann.Server, "d1");
        Fail("untrack", mayHaveBeenHeard: true);
        await Assert.ThrowsAsync<AdapterUnavailableException>(async () => await Presence.UntrackAsync(ann.Server, "d1"));
        Heal();

        await Presence.TrackAsync(ann.Server, "d1", "bob", 1);
        await Tracker.CatchUpAsync(default);

        Assert.Equal(["bob"], (await Presence.ListAsync("d1")).Select(static entry => entry.UserId));
        Assert.Equal(["Join ann", "Leave ann", "Join bob"], _store.Told);
    }

    [Fact]
    public async Task Untrack_OfWhatWasNeverHeard_OwesNothing()
    {
        var ann = await ConnectAsync("ann");
        Fail("track", mayHaveBeenHeard: false);
        await Assert.ThrowsAsync<AdapterUnavailableException>(async () => await Presence.TrackAsync(ann.Server, "d1"));

        await Presence.UntrackAsync(ann.Server, "d1");
        Heal();
        await Tracker.CatchUpAsync(default);

        Assert.DoesNotContain("untrack d1", _store.Asked);
        Assert.Empty(_store.Told);
    }

    [Fact]
    public async Task Outage_LongerThanAServerMayBeSilent_OwesNothing()
    {
        var ann = await ConnectAsync("ann");
        await Presence.TrackAsync(ann.Server, "d1");
        Fail("", mayHaveBeenHeard: false);
        await LeaveAsync(ann);
        _time.Advance(TimeSpan.FromSeconds(11));
        await Tracker.CatchUpAsync(default);
        Heal();
        var asked = _store.Asked.Count(static asked => asked == "untrack d1");

        await Tracker.CatchUpAsync(default);

        // Such a store resets, and then takes out by itself what is not told again.
        Assert.Equal(asked, _store.Asked.Count(static asked => asked == "untrack d1"));
    }

    [Fact]
    public async Task Reset_EverythingIsToldAgain_ThenSettled()
    {
        var (ann, bob) = (await ConnectAsync("ann"), await ConnectAsync("bob"));
        await Presence.TrackAsync(ann.Server, "d1", 1);
        await Presence.TrackAsync(bob.Server, "d2");
        _store.Asked.Clear();
        _store.Observer.OnReset(1);
        Fail("track d2", mayHaveBeenHeard: true);
        await Tracker.CatchUpAsync(default);
        Assert.DoesNotContain("settle 1", _store.Asked);
        Heal();
        _store.Asked.Clear();

        await Tracker.CatchUpAsync(default);
        await Tracker.CatchUpAsync(default);

        Assert.Equal(["track d2 active", "settle 1"], _store.Asked);
    }

    [Fact]
    public async Task Reset_WhileMuchIsToldAgain_TheHeartBeats_AndManyAreToldAtOnce()
    {
        const int Clients = 20;
        for (var i = 0; i < Clients; i++)
        {
            await Presence.TrackAsync((await ConnectAsync($"u{i}")).Server, "d1");
        }

        var (gate, all) = (new TaskCompletionSource(), new Signal());
        var waiting = 0;
        _store.Before = async asked =>
        {
            if (asked.StartsWith("track", StringComparison.Ordinal))
            {
                if (Interlocked.Increment(ref waiting) == Clients)
                {
                    all.Set();
                }

                await gate.Task;
            }
        };
        _store.Observer.OnReset(1);
        _time.Advance(TimeSpan.FromSeconds(2));
        await all.WaitAsync();

        for (var i = 0; i < 3; i++)
        {
            var beats = _store.Beats;
            _time.Advance(TimeSpan.FromSeconds(2));
            using var patience = new CancellationTokenSource(Patience.Limit);
            while (_store.Beats == beats)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
            }
        }

        Assert.Equal(Clients, Volatile.Read(ref waiting));
        gate.SetResult();
    }

    [Fact]
    public async Task DisconnectHook_WaitsForTheLeave_AndHearsWhatFailed()
    {
        var ann = await ConnectAsync("ann");
        await Presence.TrackAsync(ann.Server, "d1");
        await Presence.TrackAsync(ann.Server, "d2");
        var ends = new TaskCompletionSource<(Exception? Error, IReadOnlyCollection<string> Topics)>(TaskCreationOptions.RunContinuationsAsynchronously);
        _host!.Probe.Disconnecting = async (client, _) =>
        {
            var error = await Record.ExceptionAsync(async () => await Presence.UntrackAllAsync(client));
            Heal();
            ends.TrySetResult((error, await Presence.UntrackAllAsync(client)));
        };
        Fail("untrack d2", mayHaveBeenHeard: false);

        ann.Client.Abort();

        var (error, topics) = await ends.Task.Soon();
        Assert.IsType<AdapterUnavailableException>(error);
        Assert.Equal(["d1", "d2"], topics.Order(StringComparer.Ordinal));
        Assert.Equal((0, 0), (await Presence.CountAsync("d1"), await Presence.CountAsync("d2")));
    }

    [Fact]
    public async Task Watch_WhileAnothersStateIsOnItsWay_KnowsWhatThatStateLacks()
    {
        var (first, second, ann) = (await ConnectAsync("first"), await ConnectAsync("second"), await ConnectAsync("ann"));
        var (asked, answer, lists) = (new Signal(), new TaskCompletionSource(), 0);
        _store.Before = async what =>
        {
            if (what == "listed d1" && Interlocked.Increment(ref lists) == 1)
            {
                asked.Set();
                await answer.Task;
            }
        };
        var watching = Presence.WatchAsync(first.Server, "d1").AsTask();
        await asked.WaitAsync();
        await Presence.TrackAsync(ann.Server, "d1");
        var behind = new TaskCompletionSource();
        _store.Before = what => what == "listed d1" ? behind.Task : Task.CompletedTask;
        var watchingToo = Presence.WatchAsync(second.Server, "d1").AsTask();

        answer.SetResult();
        await watching.Soon();
        behind.SetResult();
        await watchingToo.Soon();

        Assert.Contains("ann", await second.Client.HearAsync("presenceState"), StringComparison.Ordinal);
    }

    private async Task<Peer> ConnectAsync(string user)
    {
        var client = await PlainWebSocketClient.ConnectAsync(_host!.Address, new ClientRequest("/spec", "", null));
        _clients.Add(client);
        var server = await _host.Probe.NextConnectedAsync();
        server.UserIdentifier = user;
        await client.CallAsync("echo", "0");
        return new Peer(client, server);
    }

    /// <summary>The client has left, and presence has tried to say so.</summary>
    private async Task LeaveAsync(Peer peer)
    {
        var left = new Signal();
        _host!.Probe.Disconnecting = async (client, _) =>
        {
            await Record.ExceptionAsync(async () => await Presence.UntrackAllAsync(client));
            left.Set();
        };
        peer.Client.Abort();
        await left.Task.Soon();
    }

    /// <summary>The store cannot be asked for what begins like this.</summary>
    private void Fail(string what, bool mayHaveBeenHeard) => _store.Before = asked => asked.StartsWith(what, StringComparison.Ordinal)
        ? Task.FromException(new AdapterUnavailableException("The store is away.", mayHaveBeenHeard))
        : Task.CompletedTask;

    private void Heal() => _store.Before = static _ => Task.CompletedTask;
}
