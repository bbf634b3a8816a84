using System.Globalization;
using Gateways.Redis.Tests.Servers;
using Gateways.Specification;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace Gateways.Redis.Tests.Faults;

/// <summary>Redis dies, stalls and comes back under load; the checker counts.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private static readonly TimeSpan Load = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan Outage = TimeSpan.FromMilliseconds(700);

    private readonly RedisServerProcess _redis = new();
    private readonly FaultCluster _cluster = new();

    public async Task InitializeAsync()
    {
        if (RedisServerProcess.Executable is not null || Environment.GetEnvironmentVariable("CI") is not null)
        {
            await _redis.StartAsync();
        }
    }

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        _redis.Dispose();
    }

    [RedisServerFact]
    public async Task Redis_KilledAndRestartedUnderLoad_NothingIsLostInSilence()
    {
        var (first, second) = await StartTwoAsync();
        var (checker, stop) = (new DeliveryChecker(), new CancellationTokenSource());
        var load = Task.Run(() => checker.EmitAsync(first.Server.To("r1"), stop.Token));

        for (var round = 0; round < 2; round++)
        {
            await PauseAsync(Load);
            _redis.Kill();
            await FaultCluster.UntilAsync(first, HealthStatus.Unhealthy);
            await FaultCluster.UntilAsync(second, HealthStatus.Unhealthy);
            await PauseAsync(Outage);
            await _redis.StartAsync();
            await FaultCluster.UntilAsync(first, HealthStatus.Healthy);
        }

        await PauseAsync(Load);
        await stop.CancelAsync();
        await load.Soon();
        await DeliveryChecker.EndAsync(first.Server.To("r1")).Soon();

        var local = await DeliveryChecker.HearAsync(_cluster.Clients[0]);
        Assert.Equal(Enumerable.Range(0, checker.Sent), local);
        checker.AssertNothingLostInSilence(await DeliveryChecker.HearAsync(_cluster.Clients[1]), FaultCluster.Uncertain(first));
        Assert.NotEmpty(checker.Reported);
        Assert.Contains(checker.Reported, static error => !error.MayHaveBeenPublished);
        Assert.Contains(second.Log.Lines, static line => line.EventId == 6100);
        Assert.Contains(second.Log.Lines, static line => line.EventId == 6101);
    }

    [RedisServerFact]
    public async Task Redis_HaltedUnderLoad_NothingIsLostInSilence()
    {
        var (first, second) = await StartTwoAsync();
        var (checker, stop) = (new DeliveryChecker(), new CancellationTokenSource());
        var load = Task.Run(() => checker.EmitAsync(first.Server.To("r1"), stop.Token));

        await PauseAsync(Load);
        _redis.Halt();
        await FaultCluster.UntilAsync(first, HealthStatus.Unhealthy);
        while (checker.Reported.Count == 0)
        {
            await PauseAsync(Outage / 10);
        }

        _redis.Continue();
        await FaultCluster.UntilAsync(first, HealthStatus.Healthy);
        await FaultCluster.UntilAsync(second, HealthStatus.Healthy);
        await PauseAsync(Load);
        await stop.CancelAsync();
        await load.Soon();
        await DeliveryChecker.EndAsync(first.Server.To("r1")).Soon();

        Assert.Equal(Enumerable.Range(0, checker.Sent), await DeliveryChecker.HearAsync(_cluster.Clients[0]));
        checker.AssertNothingLostInSilence(await DeliveryChecker.HearAsync(_cluster.Clients[1]));
        Assert.NotEmpty(checker.Reported);
    }

    [RedisServerFact]
    public async Task Redis_Halted_WhatWaitsIsBounded()
    {
        var host = await _cluster.StartServerAsync(_redis.ConnectionString, static options =>
        {
            options.MaxPendingBytes = 64 * 1024;
            options.ProbeInterval = options.ProbeTimeout = TimeSpan.FromMinutes(1);
        }, asyncTimeout: 60_000);
        _redis.Halt();
        try
        {
            var emits = Enumerable.Range(0, 20).Select(_ => host.Server.To("r1").EmitAsync("heard", new string('x', 10_000)).AsTask()).ToArray();

            Assert.Equal(14, emits.Count(static emit => emit.IsFaulted));
            Assert.All(emits.Where(static emit => emit.IsFaulted), static emit => Assert.Contains("MaxPendingBytes", emit.Exception!.InnerException!.Message, StringComparison.Ordinal));
            _redis.Continue();
            foreach (var emit in emits.Where(static emit => !emit.IsFaulted))
            {
                await emit.Soon();
            }
        }
        finally
        {
            _redis.Continue();
        }
    }

    [RedisServerFact]
    public async Task Redis_Halted_OneEmitWaits_AndTheNextIsRefusedAtOnce()
    {
        var host = await _cluster.StartServerAsync(_redis.ConnectionString, static options => options.ProbeInterval = options.ProbeTimeout = TimeSpan.FromMinutes(1));
        _redis.Halt();
        try
        {
            await Assert.ThrowsAsync<AdapterUnavailableException>(() => host.Server.EmitAsync("heard", 1).Soon());

            var next = host.Server.EmitAsync("heard", 2);

            Assert.True(next.IsFaulted, "The link is still taken for good.");
            Assert.False((await Assert.ThrowsAsync<AdapterUnavailableException>(() => next.AsTask())).MayHaveBeenPublished);
        }
        finally
        {
            _redis.Continue();
        }

        await FaultCluster.UntilAsync(host, HealthStatus.Healthy);
        await host.Server.EmitAsync("heard", 3);
    }

    [RedisServerFact]
    public async Task Replica_GoesAway_NobodyNotices()
    {
        using var replica = new RedisServerProcess();
        await replica.StartAsync(["--replicaof", .. _redis.ConnectionString.Split(':')]);
        var host = await _cluster.StartServerAsync($"{_redis.ConnectionString},{replica.ConnectionString}", static options => options.ProbeTimeout = TimeSpan.FromSeconds(3), asyncTimeout: 5000);
        await _cluster.StartServerAsync(_redis.ConnectionString, static options => options.ProbeTimeout = TimeSpan.FromSeconds(3));

        replica.Kill();
        for (var i = 0; i < 20; i++)
        {
            await host.Server.EmitAsync("heard", i);
            Assert.Equal(i.ToString(CultureInfo.InvariantCulture), await _cluster.Clients[1].HearAsync("heard"));
            await PauseAsync(Outage / 10);
        }

        Assert.DoesNotContain(host.Log.Lines, static line => line.EventId == 6100);
    }

    [RedisServerFact]
    public async Task Start_WithoutRedis_FailsAndSaysWhatToDo()
    {
        _redis.Kill();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => _cluster.StartServerAsync(_redis.ConnectionString, static options => options.ConnectTimeout = TimeSpan.FromMilliseconds(500)));

        Assert.Contains(_redis.ConnectionString, error.Message, StringComparison.Ordinal);
        Assert.Contains("AllowDegradedStart", error.Message, StringComparison.Ordinal);
    }

    [RedisServerFact]
    public async Task Start_Degraded_ServesItsOwnAndComesUpLater()
    {
        _redis.Kill();
        var host = await _cluster.StartServerAsync(_redis.ConnectionString, static options => (options.AllowDegradedStart, options.ConnectTimeout) = (true, TimeSpan.FromMilliseconds(500)));

        var error = await Assert.ThrowsAsync<AdapterUnavailableException>(async () => await host.Server.EmitAsync("heard", 1));
        Assert.False(error.MayHaveBeenPublished);
        Assert.Equal("1", await _cluster.Clients[0].HearAsync("heard"));
        Assert.Equal(HealthStatus.Unhealthy, await FaultCluster.HealthAsync(host));
        Assert.Single(host.Log.Lines, static line => line.EventId == 6102);
        await Assert.ThrowsAsync<AdapterUnavailableException>(async () => await host.Server.FetchClientsAsync());
        await Assert.ThrowsAsync<AdapterUnavailableException>(async () => await host.Server.ServerSideEmitAsync("x"));
        await Assert.ThrowsAsync<AdapterUnavailableException>(async () => await host.Server.EmitWithAckAsync<int>("heard", 2));

        await _redis.StartAsync();
        await FaultCluster.UntilAsync(host, HealthStatus.Healthy);
        await _cluster.StartServerAsync(_redis.ConnectionString);
        await host.Server.EmitAsync("heard", 3);
        Assert.Equal("3", await _cluster.Clients[1].HearAsync("heard"));
    }

    [RedisServerFact]
    public async Task Subscription_CutByRedis_ComesBackAndSaysThatMessagesWereMissed()
    {
        var (first, second) = await StartTwoAsync();
        await using var admin = await ConnectionMultiplexer.ConnectAsync(_redis.ConnectionString + ",allowAdmin=true");

        await admin.GetServer(_redis.ConnectionString).ExecuteAsync("CLIENT", "KILL", "TYPE", "pubsub");

        while (!first.Log.Lines.Any(static line => line.EventId == 6101) || !second.Log.Lines.Any(static line => line.EventId == 6101))
        {
            await PauseAsync(TimeSpan.FromMilliseconds(20));
        }

        await DeliveryChecker.EndAsync(first.Server).Soon();
        Assert.Empty(await DeliveryChecker.HearAsync(_cluster.Clients[1]));
    }

    [RedisServerFact]
    public async Task Connection_FallsSilent_IsNoticedAndMadeAnew()
    {
        using var proxy = new SilentProxy(_redis.ConnectionString);
        var host = await _cluster.StartServerAsync(proxy.ConnectionString);
        await _cluster.StartServerAsync(_redis.ConnectionString);

        proxy.Silence();

        await FaultCluster.UntilAsync(host, HealthStatus.Unhealthy);
        await Assert.ThrowsAsync<AdapterUnavailableException>(async () => await host.Server.EmitAsync("heard", 1));
        await FaultCluster.UntilAsync(host, HealthStatus.Healthy);
        await host.Server.EmitAsync("heard", 2);
        Assert.Equal("2", await _cluster.Clients[1].HearAsync("heard"));
    }

    private static Task PauseAsync(TimeSpan time) => Task.Delay(time, TimeProvider.System, CancellationToken.None);

    private async Task<(SpecificationHost First, SpecificationHost Second)> StartTwoAsync() =>
        (await _cluster.StartServerAsync(_redis.ConnectionString), await _cluster.StartServerAsync(_redis.ConnectionString));
}
