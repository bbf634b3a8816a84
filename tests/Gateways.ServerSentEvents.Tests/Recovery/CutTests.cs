using System.Globalization;
using Gateways.ServerSentEvents.Tests.Clients;
using Gateways.Specification.Clients;
using Gateways.Specification.Gateways;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.ServerSentEvents.Tests.Recovery;

/// <summary>Connections that are cut while events are emitted without pause.</summary>
public sealed class CutTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Return_WhileEventsAreEmittedWithoutPause_MissesNothingAndHearsNothingTwice(bool joinsInTheHook)
    {
        await using var host = await SpecificationHost.StartAsync(
            static builder => builder.AddServerSentEvents(static options =>
            {
                options.Recovery = new() { MaxEvents = 1_000_000, MaxBytes = 1 << 30 };
                options.AllowRooms<SpecificationGateway>();
            }).AddSocketIO(static options => options.ConnectionStateRecovery = new() { MaxEvents = 1_000_000, MaxBytes = 1 << 30 }),
            static options => options.MaxOutboundBytes = 256 << 20);
        host.Probe.Connecting = async (client, token) =>
        {
            await Task.Yield();
            if (joinsInTheHook)
            {
                await client.JoinAsync("r1", token);
                await Task.Yield();
            }
        };
        var request = new ClientRequest("/spec", joinsInTheHook ? "" : "room=r1");
        var client = await EventStreamClient.ConnectAsync(host.Address, request);
        await host.Probe.NextConnectedAsync();
        using var stop = new CancellationTokenSource();
        var emitting = Task.Run(() => EmitAsync(host.Server, stop.Token));
        var (heard, id) = (new List<int>(), "");

        for (var cut = 0; cut < 25; cut++)
        {
            for (var i = 0; i < 50; i++)
            {
                heard.Add(await NextAsync(client));
            }

            // What has come in before the cut is heard, as in a browser.
            client.Abort();
            await client.Closed;
            while (client.HasEvents)
            {
                heard.Add(await NextAsync(client));
            }

            id = client.LastEventId;
            client = await EventStreamClient.ConnectAsync(host.Address, request, id);
        }

        await stop.CancelAsync();
        var last = await emitting;
        while (heard[^1] < last)
        {
            heard.Add(await NextAsync(client));
        }

        Assert.Equal(Enumerable.Range(heard[0], heard.Count), heard);
        Assert.False(client.HasEvents);
        await client.DisposeAsync();
    }

    private static async Task<int> NextAsync(EventStreamClient client) => int.Parse(await client.HearAsync("n"), CultureInfo.InvariantCulture);

    /// <summary>To a room and to everyone by turns, and to others in between, at most 20 in a millisecond.</summary>
    private static async Task<int> EmitAsync(IGatewayServer server, CancellationToken stop)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        var i = 0;
        while (true)
        {
            await server.To("others").EmitAsync("n", -1, CancellationToken.None);
            var target = (i % 3) switch
            {
                0 => server.To("r1"),
                1 => server.To("r1").To("others"),
                _ => server,
            };
            await target.EmitAsync("n", i, CancellationToken.None);
            if (stop.IsCancellationRequested)
            {
                return i;
            }

            if (++i % 20 == 0)
            {
                await pace.WaitForNextTickAsync(CancellationToken.None);
            }
        }
    }
}
