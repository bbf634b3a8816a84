using Gateways.ServerSentEvents.Tests.Clients;
using Gateways.Specification;
using Gateways.Specification.Clients;
using Microsoft.Extensions.Time.Testing;

namespace Gateways.ServerSentEvents.Tests.Recovery;

/// <content>What is new, and what goes on: clients that were not away, and the place of those that hear little.</content>
public sealed partial class RecoveryTests
{
    [Fact]
    public async Task New_CutWhileItsHookRuns_HasNoIdPastWhatItWasNotSent()
    {
        await StartAsync();
        var (reached, gate) = (new Signal(), new Signal());
        Host.Probe.Connecting = async (_, _) =>
        {
            reached.Set();
            await gate.WaitAsync();
        };
        await using var first = await EventStreamClient.ConnectAsync(Host.Address, new ClientRequest("/spec", "room=r1"));
        await reached.WaitAsync();
        await Host.Server.EmitAsync("n", 1);
        await Host.Server.To("r1").EmitAsync("n", 2);
        var id = await WhenAsync(() => new ValueTask<string>(first.LastEventId), static id => id.Length > 0);
        first.Abort();
        gate.Set();
        await Host.Probe.NextDepartureAsync();

        await using var client = await ReturnAsync(id, "room=r1");

        Assert.Equal("1", await client.HearAsync("n"));
        Assert.Equal("2", await client.HearAsync("n"));
    }

    [Fact]
    public async Task New_WhatIsSaidWhileItsHookRuns_IsHeardOnceAndInOrder()
    {
        await StartAsync();
        var (reached, gate) = (new Signal(), new Signal());
        Host.Probe.Connecting = async (client, token) =>
        {
            await client.EmitAsync("n", 1, token);
            reached.Set();
            await gate.WaitAsync();
            await client.EmitAsync("n", 4, token);
        };

        await using var client = await EventStreamClient.ConnectAsync(Host.Address, new ClientRequest("/spec", "room=r1"));
        await reached.WaitAsync();
        await Host.Server.To("r1").EmitAsync("n", 2);
        await Host.Server.EmitAsync("n", 3);
        gate.Set();

        for (var i = 1; i <= 4; i++)
        {
            Assert.Equal($"{i}", await client.HearAsync("n"));
        }

        Assert.False(client.HasEvents);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Guard_SaysSomethingToTheClientItHasLetIn_IsHeardOnceAndFirst(bool returns)
    {
        await StartAsync();
        var id = returns ? await LoseAsync(path: "/guarded") : null;
        Host.Probe.Admitting = static (context, _) =>
        {
            context.OnConnected(static client => client.EmitAsync("n", 1).GetAwaiter().GetResult());
            return new(true);
        };
        Host.Probe.Connecting = static (client, token) => client.EmitAsync("n", 2, token);

        await using var client = await EventStreamClient.ConnectAsync(Host.Address, new ClientRequest("/guarded"), id);

        Assert.Equal("1", await client.HearAsync("n"));
        Assert.Equal("2", await client.HearAsync("n"));
        Assert.False(client.HasEvents);
    }

    [Fact]
    public async Task Emit_ToClientsThatCannotComeBack_PushesNothingOutOfTheLog()
    {
        await StartAsync(static recovery => recovery.MaxEvents = 3);
        var id = await LoseAsync("room=r1");
        await using var other = await EventStreamClient.ConnectAsync(Host.Address, new ClientRequest("/spec"));
        var server = await Host.Probe.NextConnectedAsync();
        await LetInAsync();
        await Host.Server.To("r1").EmitAsync("missed", 1);
        for (var i = 0; i < 10; i++)
        {
            await server.EmitAsync("own", i);
            await Host.Server.ToClient(server.Id).EmitAsync("own", i);
        }

        await using var client = await ReturnAsync(id, "room=r1");

        Assert.Equal("1", await client.HearAsync("missed"));
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal($"{i / 2}", await other.HearAsync("own"));
        }
    }

    [Fact]
    public async Task Idle_PlaceMovesOnWithTheKeepAlive()
    {
        var time = new FakeTimeProvider();
        await StartAsync(static recovery => recovery.MaxEvents = 3, static options => options.SendTimeout = TimeSpan.FromDays(1), time);
        await using var client = await EventStreamClient.ConnectAsync(Host.Address, new ClientRequest("/spec"));
        await Host.Probe.NextConnectedAsync();
        await LetInAsync();
        for (var i = 0; i < 10; i++)
        {
            await Host.Server.To("others").EmitAsync("n", i);
        }

        using var patience = new CancellationTokenSource(Patience.Limit);
        while (!client.LastEventId.EndsWith("-10", StringComparison.Ordinal))
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, patience.Token);
        }

        var id = client.LastEventId;
        client.Abort();
        await Host.Probe.NextDepartureAsync();
        await Host.Server.EmitAsync("missed", 1);
        await using var again = await ReturnAsync(id);
        Assert.Equal("1", await again.HearAsync("missed"));
    }
}
