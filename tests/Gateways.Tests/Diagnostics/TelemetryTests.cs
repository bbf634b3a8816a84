using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Gateways.Specification.Clients;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Tests.Diagnostics;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Metrics_AClientsLife_IsCounted()
    {
        await using var host = await SpecificationHost.StartAsync(static builder => builder.AddWebSockets());
        var seen = new ConcurrentQueue<(string Name, double Value, string Tags)>();
        using var listener = Listen(host.Services.GetRequiredService<IMeterFactory>(), seen);

        await using (var client = await PlainWebSocketClient.ConnectAsync(host.Address, new ClientRequest("/spec")))
        {
            await client.CallAsync("echo", "1");
            await client.CallAsync("made up", "1");
            await client.SendAsync("garbage");
            await client.SendAsync("""{"id":99,"data":1}""");
            await host.Server.EmitAsync("heard", 1);
            await client.HearAsync("heard");
            await client.CloseAsync();
        }

        await host.Probe.NextDepartureAsync();
        await host.StopAsync();

        const string Namespace = "gateways.namespace=/spec";
        Assert.Contains(("gateways.connections", 1, $"{Namespace},gateways.transport=WebSocket"), seen);
        Assert.Contains(("gateways.connections", -1, $"{Namespace},gateways.transport=WebSocket"), seen);
        Assert.Contains(("gateways.messages.received", 1, $"gateways.event=echo,{Namespace},gateways.transport=WebSocket"), seen);
        Assert.Contains(("gateways.messages.sent", 1, $"gateways.event=heard,{Namespace},gateways.transport=WebSocket"), seen);
        foreach (var reason in new[] { "unknown-event", "malformed", "unknown-ack" })
        {
            Assert.Contains(("gateways.messages.dropped", 1, $"gateways.reason={reason},gateways.transport=WebSocket"), seen);
        }

        Assert.Contains(seen, static one => one.Name == "gateways.handler.duration" && one.Tags == $"gateways.event=echo,{Namespace},gateways.outcome=ok");
        Assert.DoesNotContain(seen, static one => one.Tags.Contains("made up", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Activity_PerMessage_HasItsNamesAndIsCurrentInTheHandler()
    {
        await using var host = await SpecificationHost.StartAsync(static builder => builder.AddWebSockets());
        var stopped = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Gateways",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = stopped.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var current = new TaskCompletionSource<string?>();
        host.Probe.Handler = async call =>
        {
            await Task.Yield();
            current.TrySetResult(Activity.Current?.OperationName);
            throw new WsException("no");
        };
        await using var client = await PlainWebSocketClient.ConnectAsync(host.Address, new ClientRequest("/spec"));

        await client.CallAsync("run", "1");

        Assert.Equal("run receive", await current.Task);
        var activity = Assert.Single(stopped, static one => one.OperationName == "run receive");
        Assert.Equal((ActivityKind.Consumer, ActivityStatusCode.Error, "/spec"), (activity.Kind, activity.Status, activity.GetTagItem("messaging.destination.name")));
        Assert.Equal("run", activity.GetTagItem("messaging.socket.io.event_name"));
    }

    private static MeterListener Listen(IMeterFactory factory, ConcurrentQueue<(string Name, double Value, string Tags)> seen)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == "Gateways" && ReferenceEquals(instrument.Meter.Scope, factory))
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => seen.Enqueue((instrument.Name, value, Text(tags))));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => seen.Enqueue((instrument.Name, value, Text(tags))));
        listener.Start();
        return listener;
    }

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        string.Join(',', tags.ToArray().Select(static tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal));
}
