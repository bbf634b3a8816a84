using System.Diagnostics.Metrics;
using Gateways.Redis.Tests.Servers;
using StackExchange.Redis;

namespace Gateways.Redis.Tests.Faults;

/// <summary>Whoever reaches Redis can publish on our channels.</summary>
public sealed class GarbageOnChannelsTests(GarnetFixture garnet) : IAsyncLifetime, IClassFixture<GarnetFixture>
{
    private static readonly string[] Crafted =
    [
        "", "{", "{}", "null", """{"type":2,"rooms":["x"]}""", """{"type":4,"close":true}""", """{"type":99,"requestId":"x"}""", """{"requestId":"x","sockets":7}""", "\u0093\u00FF", "[[[[",
    ];

    private readonly FaultCluster _cluster = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Garbage_OnEveryChannel_IsCountedAndHarmsNobody()
    {
        var first = await _cluster.StartServerAsync(garnet.ConnectionString, static options => options.ProbeTimeout = TimeSpan.FromSeconds(15));
        await _cluster.StartServerAsync(garnet.ConnectionString, static options => options.ProbeTimeout = TimeSpan.FromSeconds(15));
        var dropped = 0L;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "gateways.adapter.dropped")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref dropped, count));
        listener.Start();
        await using var attacker = await ConnectionMultiplexer.ConnectAsync(garnet.ConnectionString);
        string[] channels = [$"{_cluster.Prefix}#/spec#", $"{_cluster.Prefix}#/spec#r1#", $"{_cluster.Prefix}-request#/spec#", $"{_cluster.Prefix}-response#/spec#"];
        var random = new Random(7);

        foreach (var channel in channels)
        {
            foreach (var text in Crafted)
            {
                await attacker.GetSubscriber().PublishAsync(RedisChannel.Literal(channel), text);
            }

            for (var i = 0; i < 250; i++)
            {
                var bytes = new byte[random.Next(64)];
                random.NextBytes(bytes);
                await attacker.GetSubscriber().PublishAsync(RedisChannel.Literal(channel), bytes);
            }
        }

        Assert.Equal(2, await first.Server.CountAsync());
        await first.Server.To("r1").EmitAsync("heard", 1);
        Assert.Equal("1", await _cluster.Clients[0].HearAsync("heard"));
        Assert.Equal("1", await _cluster.Clients[1].HearAsync("heard"));
        Assert.True(Interlocked.Read(ref dropped) > 1000, $"Dropped: {dropped}.");
        Assert.DoesNotContain(_cluster.Hosts.SelectMany(static host => host.Log.Lines), static line => line.EventId == 6111);
    }
}
