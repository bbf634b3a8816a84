using System.Diagnostics.Metrics;
using Gateways.Redis.Tests.Servers;
using Gateways.Specification;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Redis.Tests.Faults;

/// <summary>Another server sends events faster than this one handles them.</summary>
public sealed class ServerSideEventFloodTests(GarnetFixture garnet) : IAsyncLifetime, IClassFixture<GarnetFixture>
{
    private const int Limit = 3;
    private const int Events = 20;

    private readonly FaultCluster _cluster = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Flood_WhatIsUnderWayIsBounded_AndTheRestIsCounted()
    {
        var sender = await _cluster.StartServerAsync(garnet.ConnectionString, static options => options.ProbeTimeout = TimeSpan.FromSeconds(15));
        var receiver = await _cluster.StartServerAsync(garnet.ConnectionString, static options => (options.MaxPendingMessages, options.ProbeTimeout) = (Limit, TimeSpan.FromSeconds(15)));
        using var dropped = new SemaphoreSlim(0);
        var meters = receiver.Services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "gateways.adapter.dropped" && instrument.Meter.Scope == meters)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => dropped.Release((int)count));
        listener.Start();
        var (entered, mayEnd) = (0, new TaskCompletionSource());
        receiver.Server.OnServerSideEvent<int>("slow", async _ =>
        {
            Interlocked.Increment(ref entered);
            await mayEnd.Task;
        });

        for (var i = 0; i < Events; i++)
        {
            await sender.Server.ServerSideEmitAsync("slow", i);
        }

        for (var i = 0; i < Events - Limit; i++)
        {
            Assert.True(await dropped.WaitAsync(Patience.Limit));
        }

        // Dropped is what finds too much under way, or too much waiting: those that were taken may still be on their way to the handler.
        using var patience = new CancellationTokenSource(Patience.Limit);
        while (Volatile.Read(ref entered) == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
        }

        Assert.InRange(Volatile.Read(ref entered), 1, Limit);
        mayEnd.SetResult();
        await sender.Server.To("r1").EmitAsync("heard", 1);
        Assert.Equal("1", await _cluster.Clients[1].HearAsync("heard"));
    }
}
