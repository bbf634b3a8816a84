using Gateways.Presence;
using Gateways.Redis.Tests.Servers;
using Gateways.Specification;
using Gateways.Specification.Presence;
using StackExchange.Redis;

namespace Gateways.Redis.Tests.Presence;

/// <summary>Several servers on one Redis: what they make of it together, whatever becomes of one of them or of Redis.</summary>
public abstract partial class SharedStoreSpecification(IRedisServer redis) : PresenceStoreSpecification
{
    private static readonly PresenceTopic Topic = new("/spec", "shared");

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
    public async Task Churn_OfThreeServersWithCrashes_Converges()
    {
        const int Operations = 1000;
        var random = new Random(77);
        var servers = new List<StoreServer> { await StartTrustedAsync(), await StartAsync(CrashLease), await StartAsync(LongLease) };
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
                await Task.WhenAll(servers.Select(static server => server.ClearUpAsync())).Soon();
            }
        }

        var expected = present.Values.Select(static client => client.User).Distinct().Order(StringComparer.Ordinal).ToArray();
        using var patience = new CancellationTokenSource(Patience.Limit);
        string[] listed;
        do
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.WhenAll(servers.Select(static server => server.ClearUpAsync())).Soon();
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

    [Fact]
    public async Task Redis_GoesBackInTime_WhoHasLeftSinceLeavesAgain_AndNobodyElse()
    {
        var (server, watcher) = (await StartAsync(LongLease), await StartAsync(LongLease));
        await TrackAsync(server, "c1", "ann");
        await TrackAsync(server, "c2", "bob");
        var before = await SaveAsync();
        await server.Store.UntrackAsync(Topic, "c2", default);
        await RestoreAsync(before);
        server.Store.OnReturned();
        Assert.Equal(1, server.Observer.Resets);

        await TrackAsync(server, "c1", "ann");
        await server.Store.SettleAsync(1, default);
        await server.ClearUpAsync();

        Assert.Equal("ann", Assert.Single((await server.Store.ListAsync(Topic, default)).Users).UserId);
        await TrackAsync(server, "fence", "fence");
        Assert.Equal(["Join shared ann active", "Join shared bob active", "Leave shared bob active", "Leave shared bob active", "Join shared fence active"],
            [await watcher.Observer.NextTextAsync(), await watcher.Observer.NextTextAsync(), await watcher.Observer.NextTextAsync(), await watcher.Observer.NextTextAsync(), await watcher.Observer.NextTextAsync()]);
    }

    [Fact]
    public async Task Reset_NotSettled_NobodyIsTakenOut_AndALeaveIsHeard()
    {
        var (server, other) = (await StartAsync(LongLease), await StartTrustedAsync());
        await TrackAsync(server, "c1", "ann");
        await TrackAsync(server, "c2", "bob");
        server.Store.OnReturned();
        server.Store.OnReturned();

        await server.Store.UntrackAsync(Topic, "c2", default);
        await server.Store.SettleAsync(1, default);
        await server.ClearUpAsync();
        await other.ClearUpAsync();

        Assert.Equal("ann", Assert.Single((await other.Store.ListAsync(Topic, default)).Users).UserId);
    }

    private static async Task TrackAsync(StoreServer server, string client, string user) =>
        Assert.True(await server.Store.TrackAsync(Topic, new PresenceMember(client, user), true, default, default));

    private async Task<StoreServer> StartTrustedAsync() => await (await StartAsync(LongLease)).TrustAsync();

    private async Task<string[]> KeysAsync()
    {
        await using var client = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        return [.. client.GetServers()[0].Keys(pattern: $"*{_prefix}*").Select(static key => (string)key!)];
    }

    /// <summary>What Redis has: hashes and sets.</summary>
    private async Task<Dictionary<string, HashEntry[]>> SaveAsync()
    {
        await using var client = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        var saved = new Dictionary<string, HashEntry[]>();
        foreach (var key in await KeysAsync())
        {
            saved[key] = await client.GetDatabase().KeyTypeAsync(key) switch
            {
                RedisType.Hash => await client.GetDatabase().HashGetAllAsync(key),
                RedisType.Set => [.. (await client.GetDatabase().SetMembersAsync(key)).Select(static member => new HashEntry(member, ""))],
                _ => [],
            };
        }

        return saved;
    }

    private async Task RestoreAsync(Dictionary<string, HashEntry[]> saved)
    {
        await using var client = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        foreach (var (key, entries) in saved.Where(static pair => pair.Value.Length > 0))
        {
            await (key.Contains(":entries:", StringComparison.Ordinal)
                ? client.GetDatabase().SetAddAsync(key, [.. entries.Select(static entry => entry.Name)])
                : client.GetDatabase().HashSetAsync(key, entries));
        }
    }

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
