using System.Globalization;
using Gateways.Redis.Connection;
using Gateways.Redis.Tests.Servers;
using StackExchange.Redis;

namespace Gateways.Redis.Tests.Connection;

/// <summary>The one link of a server, on a real Redis.</summary>
public sealed class RedisConnectionTests(RedisServerFixture redis) : IClassFixture<RedisServerFixture>
{
    private const int Lost = 6100;
    private const int NotRaised = 6108;

    [Fact]
    public async Task Channels_OfOneMember_AreHandledInTheOrderOfRedis()
    {
        const int Count = 2000;
        await using var connection = new LoneConnection(redis.ConnectionString);
        using var member = new GatedMember($"order-{Guid.NewGuid():N}");
        await connection.Bus.JoinAsync(member, isRequired: true, default);

        for (var i = 0; i < Count; i++)
        {
            await connection.Bus.PublishAsync(i % 3 == 0 ? member.Other : member.Channel, Bytes(i), hearsItself: true);
        }

        await member.UntilHandledAsync(Count);
        Assert.Equal(Enumerable.Range(0, Count).Select(static i => i.ToString(CultureInfo.InvariantCulture)), member.Handled);
    }

    [Fact]
    public async Task Overload_HandlerIsStuck_TheRestIsDropped_AndTheLinkIsNotTakenForDead()
    {
        await using var connection = new LoneConnection(redis.ConnectionString, static options => options.MaxPendingMessages = 5);
        using var member = new GatedMember($"stuck-{Guid.NewGuid():N}");
        await connection.Bus.JoinAsync(member, isRequired: true, default);
        member.Close();

        for (var i = 0; i < 20; i++)
        {
            await connection.Bus.PublishAsync(member.Channel, Bytes(i), hearsItself: true);
        }

        // One is being handled, five wait.
        await connection.UntilAsync(() => connection.Dropped == 14);
        await PauseAsync(LoneConnection.ProbeTimeout + TimeSpan.FromSeconds(1));
        Assert.True(connection.Bus.IsUp);
        Assert.DoesNotContain(connection.Log.Lines, static line => line.EventId == Lost);
        member.Open();
        await member.UntilHandledAsync(6);
        await connection.Bus.PublishAsync(member.Channel, Bytes(100), hearsItself: true);
        await member.UntilHandledAsync(7);
        Assert.Equal(["0", "1", "2", "3", "4", "5", "100"], member.Handled);
    }

    [Fact]
    public async Task Overload_OfFewButLargeMessages_IsBoundedInBytes()
    {
        await using var connection = new LoneConnection(redis.ConnectionString, static options => options.MaxReceivedBytes = 10_000);
        using var member = new GatedMember($"large-{Guid.NewGuid():N}");
        await connection.Bus.JoinAsync(member, isRequired: true, default);
        member.Close();

        for (var i = 0; i < 10; i++)
        {
            await connection.Bus.PublishAsync(member.Channel, new byte[4000], hearsItself: true);
        }

        await connection.UntilAsync(() => connection.Dropped == 8);
        member.Open();
        await member.UntilHandledAsync(2);

        // Larger than the limit, and alone.
        await connection.Bus.PublishAsync(member.Channel, new byte[20_000], hearsItself: true);
        await member.UntilHandledAsync(3);
        Assert.Equal(8, connection.Dropped);
    }

    [Fact]
    public async Task Check_OfManyMembers_IsOneProbeAndOneCensus()
    {
        await using var connection = new LoneConnection(redis.ConnectionString);
        for (var i = 0; i < 50; i++)
        {
            await connection.Bus.JoinAsync(new GatedMember($"many-{Guid.NewGuid():N}"), isRequired: true, default);
        }

        await using var admin = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString + ",allowAdmin=true");
        var server = admin.GetServer(redis.ConnectionString);
        var (publishes, censuses) = (await CallsAsync(server, "cmdstat_publish"), await CallsAsync(server, "cmdstat_pubsub|numsub"));
        long checks;
        do
        {
            await PauseAsync(TimeSpan.FromMilliseconds(50));
            checks = await CallsAsync(server, "cmdstat_pubsub|numsub") - censuses;
        }
        while (checks < 3);

        Assert.InRange(await CallsAsync(server, "cmdstat_publish") - publishes, 1, checks + 10);
    }

    [Fact]
    public async Task Subscription_ThatRedisDoesNotKnowAnyMore_IsMissed()
    {
        await using var multiplexer = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        await using var connection = new LoneConnection(new RedisMultiplexerSource(multiplexer));
        using var member = new GatedMember($"gone-{Guid.NewGuid():N}");
        await connection.Bus.JoinAsync(member, isRequired: true, default);

        await multiplexer.GetSubscriber().UnsubscribeAsync(member.CensusChannel!.Value);

        await connection.UntilAsync(() => connection.Log.Lines.Any(static line => line.EventId == Lost));
        await connection.UntilAsync(() => connection.Bus.IsUp);
        Assert.Equal(1, await connection.Bus.CountSubscribersAsync(member.CensusChannel!.Value));
        await connection.Bus.PublishAsync(member.Channel, Bytes(1), hearsItself: true);
        await member.UntilHandledAsync(1);
    }

    [Fact]
    public async Task Subscription_ThatFailsInPart_LeavesNothingBehind()
    {
        await using var given = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        using var member = new GatedMember($"part-{Guid.NewGuid():N}");
        var multiplexer = FailingSubscriber.Of(given, member.Other);
        await using var connection = new LoneConnection(new RedisMultiplexerSource(multiplexer));
        await connection.Bus.JoinAsync(new GatedMember($"first-{Guid.NewGuid():N}"), isRequired: true, default);

        await connection.Bus.JoinAsync(member, isRequired: true, default);
        await connection.UntilAsync(() => connection.Bus.IsUp);
        await connection.Bus.PublishAsync(member.Channel, Bytes(1), hearsItself: true);
        await connection.Bus.PublishAsync(member.Channel, Bytes(2), hearsItself: true);
        await member.UntilHandledAsync(2);

        Assert.Equal(["1", "2"], member.Handled);
        Assert.Contains(connection.Log.Lines, static line => line.EventId == Lost);
    }

    [Fact]
    public async Task Subscription_ThatFailsAgainAndAgain_IsSaidOnce_AndGoesWithItsMember()
    {
        await using var given = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        using var member = new GatedMember($"never-{Guid.NewGuid():N}");
        var multiplexer = FailingSubscriber.Of(given, member.Other, times: 6);
        await using var connection = new LoneConnection(new RedisMultiplexerSource(multiplexer));
        await connection.Bus.JoinAsync(new GatedMember($"first-{Guid.NewGuid():N}"), isRequired: true, default);

        await connection.Bus.JoinAsync(member, isRequired: false, default);
        await connection.UntilAsync(() => connection.Bus.IsUp);
        await connection.Bus.PublishAsync(member.Channel, Bytes(1), hearsItself: true);
        await connection.Bus.PublishAsync(member.Channel, Bytes(2), hearsItself: true);
        await member.UntilHandledAsync(2);
        Assert.Equal(["1", "2"], member.Handled);
        Assert.Single(connection.Log.Lines, static line => line.EventId == NotRaised);

        await connection.Bus.LeaveAsync(member);
        Assert.Null(given.GetSubscriber().SubscribedEndpoint(member.Subscriptions[0].Channel));
        Assert.Null(given.GetSubscriber().SubscribedEndpoint(member.Other));
    }

    private static async Task<long> CallsAsync(IServer server, string command)
    {
        var line = (await server.InfoRawAsync("commandstats"))!.Split('\n').FirstOrDefault(line => line.StartsWith(command + ":", StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line.Split("calls=")[1].Split(',')[0], CultureInfo.InvariantCulture);
    }

    private static byte[] Bytes(int number) => System.Text.Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture));

    private static Task PauseAsync(TimeSpan time) => Task.Delay(time, TimeProvider.System, CancellationToken.None);
}
