using Gateways.Presence;
using Gateways.Redis.Tests.Servers;
using Gateways.Specification;
using Gateways.Specification.Presence;

namespace Gateways.Redis.Tests.Presence;

/// <summary>Several servers on one Redis, some of which crash.</summary>
public abstract class SharedStoreSpecification(IRedisServer redis) : PresenceStoreSpecification
{
    private static readonly PresenceTopic Topic = new("/spec", "shared");
    private static readonly TimeSpan Lease = TimeSpan.FromMilliseconds(300);

    /// <summary>Longer than a machine that has stopped lets pass between two beats.</summary>
    private static readonly TimeSpan CrashLease = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongLease = TimeSpan.FromMinutes(1);

    private readonly string _prefix = $"presence-{Guid.NewGuid():N}";
    private readonly List<StoreServer> _servers = [];

    public override async Task DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    protected override Task<IPresenceStore> CreateAsync()
    {
        var server = new StoreServer(redis, _prefix, LongLease);
        _servers.Add(server);
        return Task.FromResult<IPresenceStore>(server.Store);
    }

    [Fact]
    public async Task Server_Crashes_EachUserLeavesOnce_OnEveryServerAlike()
    {
        var (first, second, doomed) = (await StartAsync(LongLease), await StartAsync(LongLease), await StartAsync(Lease));
        for (var i = 0; i < 50; i++)
        {
            await TrackAsync(doomed, $"c{i}", $"u{i / 2}");
        }

        await TrackAsync(first, "stays", "u0");
        await doomed.DisposeAsync();
        while (await first.Store.CountAsync(Topic, default) > 1)
        {
            await Task.WhenAll(first.Store.BeatAsync(default).AsTask(), second.Store.BeatAsync(default).AsTask()).Soon();
        }

        await TrackAsync(first, "fence", "fence");
        foreach (var server in new[] { first, second })
        {
            var leaves = new List<string>();
            for (var change = await server.Observer.NextAsync(); change.User.UserId != "fence"; change = await server.Observer.NextAsync())
            {
                if (change.Kind == PresenceChangeKind.Leave)
                {
                    leaves.Add(change.User.UserId);
                }
            }

            Assert.Equal(Enumerable.Range(1, 24).Select(static i => $"u{i}").Order(StringComparer.Ordinal), leaves.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Server_TakenForDead_IsToldAndCanTellAgain()
    {
        var (alive, paused) = (await StartAsync(LongLease), await StartAsync(Lease));
        await TrackAsync(paused, "c1", "ann");
        while (await alive.Store.CountAsync(Topic, default) > 0)
        {
            await alive.Store.BeatAsync(default);
        }

        await paused.Store.BeatAsync(default);

        Assert.Equal(1, paused.Observer.Resets);
        await TrackAsync(paused, "c1", "ann");
        Assert.Equal(["Join shared ann active", "Leave shared ann active", "Join shared ann active"],
            [await alive.Observer.NextTextAsync(), await alive.Observer.NextTextAsync(), await alive.Observer.NextTextAsync()]);
    }

    [Fact]
    public async Task Server_Stops_ItsClientsStayForAWhile_AndMayComeBackElsewhere()
    {
        var (first, stopping) = (await StartAsync(LongLease), await StartAsync(Lease));
        await TrackAsync(stopping, "c1", "ann");
        await TrackAsync(stopping, "c2", "bob");

        await stopping.Store.StopAsync();
        await TrackAsync(first, "c3", "ann");
        while (await first.Store.CountAsync(Topic, default) > 1)
        {
            await first.Store.BeatAsync(default);
        }

        Assert.Equal(["Join shared ann active", "Join shared bob active", "Leave shared bob active"],
            [await first.Observer.NextTextAsync(), await first.Observer.NextTextAsync(), await first.Observer.NextTextAsync()]);
        Assert.Equal("ann", Assert.Single((await first.Store.ListAsync(Topic, default)).Users).UserId);
    }

    [Fact]
    public async Task Churn_OfThreeServersWithCrashes_Converges()
    {
        const int Operations = 1000;
        var random = new Random(77);
        var servers = new List<StoreServer> { await StartAsync(LongLease), await StartAsync(CrashLease), await StartAsync(LongLease) };
        var present = new Dictionary<string, (StoreServer Server, string User)>(StringComparer.Ordinal);
        for (var i = 0; i < Operations; i++)
        {
            var (server, client) = (servers[random.Next(servers.Count)], $"c{random.Next(60)}");
            var name = $"{client}@{servers.IndexOf(server)}.{_servers.IndexOf(server)}";
            if (i % 250 == 249)
            {
                // A crash: everything it had goes with it, and another takes its place.
                await servers[1].DisposeAsync();
                foreach (var lost in present.Where(pair => pair.Value.Server == servers[1]).Select(static pair => pair.Key).ToArray())
                {
                    present.Remove(lost);
                }

                servers[1] = await StartAsync(CrashLease);
            }
            else if (random.Next(3) > 0)
            {
                var user = $"u{random.Next(60) % 11}";
                if (present.TryAdd(name, (server, user)))
                {
                    await TrackAsync(server, name, user);
                }
            }
            else if (present.Remove(name))
            {
                await server.Store.UntrackAsync(Topic, name, default);
            }

            if (i % 20 == 0)
            {
                await Task.WhenAll(servers.Select(static server => server.Store.BeatAsync(default).AsTask())).Soon();
            }
        }

        var expected = present.Values.Select(static client => client.User).Distinct().Order(StringComparer.Ordinal).ToArray();
        using var patience = new CancellationTokenSource(Patience.Limit);
        string[] listed;
        do
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.WhenAll(servers.Select(static server => server.Store.BeatAsync(default).AsTask())).Soon();
            listed = [.. (await servers[0].Store.ListAsync(Topic, default)).Users.Select(static user => user.UserId).Order(StringComparer.Ordinal)];
        }
        while (!listed.SequenceEqual(expected));

        await TrackAsync(servers[0], "fence", "fence");
        var heard = new HashSet<string>(StringComparer.Ordinal);
        for (var change = await servers[0].Observer.NextAsync(); change.User.UserId != "fence"; change = await servers[0].Observer.NextAsync())
        {
            Assert.True(change.Kind switch { PresenceChangeKind.Join => heard.Add(change.User.UserId), PresenceChangeKind.Leave => heard.Remove(change.User.UserId), _ => true }, $"{change}");
        }

        Assert.Equal(expected, heard.Order(StringComparer.Ordinal));
    }

    private static async Task TrackAsync(StoreServer server, string client, string user) =>
        Assert.True(await server.Store.TrackAsync(Topic, new PresenceMember(client, user), true, default, default));

    private async Task<StoreServer> StartAsync(TimeSpan lease)
    {
        var server = new StoreServer(redis, _prefix, lease);
        _servers.Add(server);
        await server.StartAsync();

        // From here on its lease counts, and a later first beat does not take out others.
        await server.Store.BeatAsync(default);
        return server;
    }
}
