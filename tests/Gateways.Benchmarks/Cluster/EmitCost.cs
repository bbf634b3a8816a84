using Gateways.Benchmarks.Micro;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Benchmarks.Cluster;

/// <summary>
/// An awaited emit of 128 bytes to a room without members, sixty-four at a time, on a server alone and on one behind Redis: the difference is the adapter, with the
/// client of Redis and the message's own way back.
/// </summary>
internal static class EmitCost
{
    private const int Emitters = 64;
    private const int Emits = 1000;
    private const int Rounds = 9;
    private const int WarmUp = 4;
    private const int ContentLength = 66;

    public static async Task RunAsync(string redis, TextWriter output)
    {
        await using var alone = await MicroHost.StartAsync();
        await using var clustered = await MicroHost.StartAsync(builder => builder.AddRedis(redis, static options => options.ChannelPrefix = $"bench-{Guid.NewGuid():N}"));
        var (without, with) = (new List<Usage>(), new List<Usage>());
        for (var round = 0; round < Rounds; round++)
        {
            without.Add(await MeasureAsync(alone.Server));
            with.Add(await MeasureAsync(clustered.Server));
        }

        await output.WriteLineAsync("| emit of 128 bytes, 64 under way | CPU µs | bytes |\n|---|---|---|");
        await WriteAsync(output, "one server", without, []);
        await WriteAsync(output, "behind Redis", with, []);
        await WriteAsync(output, "the adapter", with, without);
    }

    private static async Task<Usage> MeasureAsync(IGatewayServer<MicroGateway> server)
    {
        var message = new ChatMessage("7b0c2b8e-6d7f-4f0a-9c43-0a1b2c3d4e5f", new string('x', ContentLength));
        var room = server.To(message.RoomId);
        var usage = await Usage.OfAsync(() => Task.WhenAll(Enumerable.Range(0, Emitters).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < Emits; i++)
            {
                await room.EmitAsync("message", message);
            }
        }))));
        return usage.Per(Emitters * Emits);
    }

    private static Task WriteAsync(TextWriter output, string name, List<Usage> usages, List<Usage> less)
    {
        double Median(Func<Usage, double> figure) => RedisCommand.Quantile(usages.Skip(WarmUp).Select(figure), .5) - (less.Count == 0 ? 0 : RedisCommand.Quantile(less.Skip(WarmUp).Select(figure), .5));
        return output.WriteLineAsync($"| {name} | {RedisCommand.Text(Median(static usage => usage.CpuMicroseconds))} | {RedisCommand.Text(Median(static usage => usage.Bytes), "0")} |");
    }
}
