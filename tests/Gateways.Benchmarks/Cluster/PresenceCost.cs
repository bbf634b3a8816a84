using System.Diagnostics;
using Gateways.Benchmarks.Micro;
using Gateways.Presence;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Benchmarks.Cluster;

/// <summary>
/// Ten thousand users under a hundred topics, tracked by one server: what another pays for the list of a topic, for a beat, and for the steps that clear up when the first has
/// died; and the same with four times as many, since what a step costs must not grow with what is left behind.
/// </summary>
internal static class PresenceCost
{
    private const int UsersPerTopic = 100;
    private const int Lists = 2000;
    private const int Beats = 200;
    private const int AtOnce = 256;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(string redis, TextWriter output)
    {
        await output.WriteLineAsync(
            "\n| users, topics | list of one topic, ms (median, 99 %) | beat, ms and CPU µs | steps that clear up | such a step, ms and CPU ms (first, median, last) |\n|---|---|---|---|---|");
        foreach (var topics in (int[])[100, 400])
        {
            await MeasureAsync(redis, topics, output);
        }
    }

    private static async Task MeasureAsync(string redis, int topics, TextWriter output)
    {
        var prefix = $"bench-{Guid.NewGuid():N}";
        await using var mortal = await StartAsync(redis, prefix, Lease);
        await using var living = await StartAsync(redis, prefix, Lease);
        var (doomed, store) = (mortal.Services.GetRequiredService<IPresenceStore>(), living.Services.GetRequiredService<IPresenceStore>());
        await doomed.StartAsync(new Deaf(), default);
        await store.StartAsync(new Deaf(), default);
        await store.BeatAsync(default);
        foreach (var batch in Enumerable.Range(0, topics * UsersPerTopic).Chunk(AtOnce))
        {
            await Task.WhenAll(batch.Select(i => doomed.TrackAsync(Topic(i % topics), new PresenceMember($"client-{i}", $"user-{i}"), true, "{\"color\":\"red\"}"u8.ToArray(), default).AsTask()));
            await doomed.BeatAsync(default);
        }

        var lists = new List<double>(Lists);
        for (var i = 0; i < Lists; i++)
        {
            var started = Stopwatch.GetTimestamp();
            var count = (await store.ListAsync(Topic(i % topics), default)).Users.Count;
            lists.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (count != UsersPerTopic)
            {
                throw new InvalidOperationException($"The list of a topic has {count} users.");
            }

            await (i % 20 == 0 ? doomed.BeatAsync(default) : default);
        }

        await doomed.BeatAsync(default);
        var beat = (await Usage.OfAsync(async () =>
        {
            for (var i = 0; i < Beats; i++)
            {
                await store.BeatAsync(default);
            }
        })).Per(Beats);

        // Who has lived for long may say that another is dead.
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < Lease * 1.1; await Task.Delay(Lease / 10, TimeProvider.System, CancellationToken.None))
        {
            await store.BeatAsync(default);
        }

        var sweeps = new List<Usage>();
        while (await CountAsync(store, topics) > 0)
        {
            await store.BeatAsync(default);
            sweeps.Add(await Usage.OfAsync(() => store.SweepAsync(default).AsTask()));
        }

        string Of(Func<Usage, double> figure) => $"{RedisCommand.Text(figure(sweeps[0]), "0")}, {RedisCommand.Text(RedisCommand.Quantile(sweeps.Select(figure), .5), "0")}, {RedisCommand.Text(figure(sweeps[^1]), "0")}";
        await output.WriteLineAsync(
            $"| {topics * UsersPerTopic}, {topics} | {RedisCommand.Text(RedisCommand.Quantile(lists, .5))}, {RedisCommand.Text(RedisCommand.Quantile(lists, .99))} "
            + $"| {RedisCommand.Text(beat.Milliseconds)}; {RedisCommand.Text(beat.CpuMicroseconds, "0")} | {sweeps.Count} "
            + $"| {Of(static usage => usage.Milliseconds)}; {Of(static usage => usage.CpuMicroseconds / 1000)} |");
    }

    private static PresenceTopic Topic(int number) => new("/micro", $"topic-{number}");

    private static async Task<int> CountAsync(IPresenceStore store, int topics)
    {
        var sum = 0;
        foreach (var topic in Enumerable.Range(0, topics))
        {
            sum += await store.CountAsync(Topic(topic), default);
        }

        return sum;
    }

    private static Task<MicroHost> StartAsync(string redis, string prefix, TimeSpan serverTimeout) => MicroHost.StartAsync(builder => builder
        .AddPresence(options => (options.ServerTimeout, options.BeatInterval) = (serverTimeout, TimeSpan.FromSeconds(1)))
        .AddRedis(redis, options => options.ChannelPrefix = prefix));

    /// <summary>Hears and does nothing.</summary>
    private sealed class Deaf : IPresenceObserver
    {
        public void OnChange(PresenceChange change)
        {
        }

        public void OnReset(long reset)
        {
        }
    }
}
