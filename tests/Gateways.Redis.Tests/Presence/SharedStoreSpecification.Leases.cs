using Gateways.Presence;
using Gateways.Specification;
using StackExchange.Redis;

namespace Gateways.Redis.Tests.Presence;

/// <content>What happens when a server's lease runs out: its clients leave once, it may come back, and whoever clears up after it may die too.</content>
public abstract partial class SharedStoreSpecification
{
    private static readonly TimeSpan Lease = TimeSpan.FromMilliseconds(300);

    private RedisKey Leases => $"{{{_prefix}-presence}}:servers";

    [Fact]
    public async Task Server_Crashes_EachUserLeavesOnce_OnEveryServerAlike()
    {
        var (first, second, doomed) = (await StartTrustedAsync(), await StartTrustedAsync(), await StartAsync(Lease));
        for (var i = 0; i < 50; i++)
        {
            await TrackAsync(doomed, $"c{i}", $"u{i / 2}");
        }

        await TrackAsync(first, "stays", "u0");
        await doomed.DisposeAsync();
        while (await first.Store.CountAsync(Topic, default) > 1)
        {
            await Task.WhenAll(first.ClearUpAsync(), second.ClearUpAsync()).Soon();
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
        var (alive, paused) = (await StartTrustedAsync(), await StartAsync(Lease));
        await TrackAsync(paused, "c1", "ann");
        while (await alive.Store.CountAsync(Topic, default) > 0)
        {
            await alive.ClearUpAsync();
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
        var (first, stopping) = (await StartTrustedAsync(), await StartAsync(Lease));
        await TrackAsync(stopping, "c1", "ann");
        await TrackAsync(stopping, "c2", "bob");

        await stopping.Store.StopAsync();
        await TrackAsync(first, "c3", "ann");
        while (await first.Store.CountAsync(Topic, default) > 1)
        {
            await first.ClearUpAsync();
        }

        Assert.Equal(["Join shared ann active", "Join shared bob active", "Leave shared bob active"],
            [await first.Observer.NextTextAsync(), await first.Observer.NextTextAsync(), await first.Observer.NextTextAsync()]);
        Assert.Equal("ann", Assert.Single((await first.Store.ListAsync(Topic, default)).Users).UserId);
    }

    [Fact]
    public async Task Leases_AllRunOut_WhoIsBackFirstLetsTheOthersComeBack()
    {
        var (first, second) = (await StartTrustedAsync(), await StartTrustedAsync());
        await TrackAsync(first, "c1", "ann");
        await TrackAsync(second, "c2", "bob");

        // Redis was away for long, or its clock has jumped.
        await ExpireAllLeasesAsync();
        Assert.False(await first.Store.SweepAsync(default));
        await first.ClearUpAsync();
        Assert.Equal(2, await first.Store.CountAsync(Topic, default));
        await second.ClearUpAsync();
        foreach (var (server, client, user) in new[] { (first, "c1", "ann"), (second, "c2", "bob") })
        {
            Assert.Equal(1, server.Observer.Resets);
            await TrackAsync(server, client, user);
            await server.Store.SettleAsync(1, default);
            await server.ClearUpAsync();
        }

        await TrackAsync(first, "fence", "fence");
        Assert.Equal(["Join shared ann active", "Join shared bob active", "Join shared fence active"],
            [await second.Observer.NextTextAsync(), await second.Observer.NextTextAsync(), await second.Observer.NextTextAsync()]);
    }

    [Fact]
    public async Task Dead_IsClearedUpByOne_AndByAnotherWhenThatDies()
    {
        const int Clients = 300;
        var (first, second, doomed) = (await StartTrustedAsync(), await StartTrustedAsync(), await StartAsync(LongLease));
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(i => TrackAsync(doomed, $"c{i}", $"u{i}")));
        await doomed.DisposeAsync();
        var keys = await KeysAsync();
        var entries = Assert.Single(keys, static key => key.Contains(":entries:", StringComparison.Ordinal));
        await using var redisClient = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        await redisClient.GetDatabase().SetAddAsync(entries, "not an entry");
        await ExpireAsync(entries.Split(":entries:")[1]);

        Assert.True(await first.Store.SweepAsync(default));
        Assert.False(await second.Store.SweepAsync(default));
        Assert.InRange(await second.Store.CountAsync(Topic, default), 1, Clients - 1);
        var claim = Assert.Single(await KeysAsync(), static key => key.Contains(":claim:", StringComparison.Ordinal));
        Assert.InRange((await redisClient.GetDatabase().KeyTimeToLiveAsync(claim))!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(4));
        await redisClient.GetDatabase().KeyDeleteAsync(claim);

        Assert.True(await second.Store.SweepAsync(default));
        await second.ClearUpAsync();

        Assert.Equal(0, await second.Store.CountAsync(Topic, default));
        Assert.DoesNotContain(await KeysAsync(), static key => key.Contains(":claim:", StringComparison.Ordinal) || key.Contains(":entries:", StringComparison.Ordinal));
    }

    private async Task ExpireAllLeasesAsync()
    {
        await using var client = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        foreach (var server in await client.GetDatabase().SortedSetRangeByRankAsync(Leases))
        {
            await client.GetDatabase().SortedSetAddAsync(Leases, server, 1);
        }
    }

    private async Task ExpireAsync(string server)
    {
        await using var client = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        await client.GetDatabase().SortedSetAddAsync(Leases, server, 1);
    }
}
