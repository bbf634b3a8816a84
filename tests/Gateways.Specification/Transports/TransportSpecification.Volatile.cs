using Gateways.Specification.Clients;

namespace Gateways.Specification.Transports;

public abstract partial class TransportSpecification
{
    [Fact]
    public async Task Volatile_ToClientsThatListen_GetsThroughSoonerOrLater()
    {
        var peer = await ConnectAsync();
        await peer.Server.JoinAsync("r1");

        Assert.Equal("everyone", (await EmitUntilHeardAsync(peer, () => Server.Volatile.EmitAsync("everyone", 1))).Name);
        Assert.Equal("room", (await EmitUntilHeardAsync(peer, () => Server.To("r1").Volatile.EmitAsync("room"))).Name);
        Assert.Equal("narrowed", (await EmitUntilHeardAsync(peer, () => Server.Volatile.To("r1").Except("r2").EmitAsync("narrowed", 1, 2))).Name);
        Assert.Equal("client", (await EmitUntilHeardAsync(peer, () => peer.Server.Volatile.EmitAsync("client", 1))).Name);
    }

    [Fact]
    public async Task Volatile_ToAClientThatNeverReads_IsDroppedAndTheClientStays()
    {
        await StartAsync(static options => options.MaxOutboundBytes = 64 * 1024);
        var healthy = await ConnectAsync();
        var stuck = await ConnectStuckAsync();
        var text = new string('x', 32 * 1024);

        for (var i = 0; i < 300; i++)
        {
            await Server.ToClient(stuck.Id).Volatile.EmitAsync("tick", text);
        }

        // Nothing of it waits: what must arrive still finds room.
        await stuck.Server.EmitAsync("must");
        Assert.True(stuck.Server.IsConnected);
        Assert.False(Probe.HasDepartures);
        Assert.Equal([stuck.Id], (await Server.ToClient(stuck.Id).Volatile.EmitWithAckAsync<int>("ask", null, TimeSpan.FromHours(1)).Soon()).Missing);
        await EmitUntilHeardAsync(healthy, () => Server.Volatile.EmitAsync("tick", 1));
    }

    /// <summary>Which one gets through is a matter of when earlier writes have ended; a call there and back lets time pass.</summary>
    private static async Task<ReceivedEvent> EmitUntilHeardAsync(Peer peer, Func<ValueTask> emit)
    {
        var heard = peer.Client.NextAsync();
        while (!heard.IsCompleted)
        {
            await emit();
            await peer.Client.CallAsync("echo", "1");
        }

        var first = await heard;
        while (peer.Client.HasEvents)
        {
            await peer.Client.NextAsync();
        }

        return first;
    }
}
