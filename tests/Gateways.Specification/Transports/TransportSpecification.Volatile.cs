using Gateways.Specification.Clients;

namespace Gateways.Specification.Transports;

public abstract partial class TransportSpecification
{
    [Fact]
    public async Task Volatile_ToClientsThatListen_GetsThroughSoonerOrLater()
    {
        var peer = await ConnectAsync();
        await peer.Server.JoinAsync("r1");

        Assert.Equal("heard", (await EmitUntilHeardAsync(peer, () => Server.Volatile.EmitAsync("heard", 1))).Name);
        Assert.Equal("quiet", (await EmitUntilHeardAsync(peer, () => Server.To("r1").Volatile.EmitAsync("quiet"))).Name);
        Assert.Equal("pair", (await EmitUntilHeardAsync(peer, () => Server.Volatile.To("r1").Except("r2").EmitAsync("pair", 1, 2))).Name);
        Assert.Equal("reply", (await EmitUntilHeardAsync(peer, () => peer.Server.Volatile.EmitAsync("reply", 1))).Name);
    }

    [Fact]
    public async Task Volatile_ToAClientThatNeverReads_IsDroppedAndTheClientStays()
    {
        await StartAsync(static options => options.MaxOutboundBytes = 64 * 1024);
        var healthy = await ConnectAsync();
        var stuck = await ConnectStuckAsync();
        var text = new string('x', 32 * 1024);

        // Once the buffers on the way are full every one is dropped, and one that asks has its end at once.
        for (var dropped = 0; dropped < 50;)
        {
            var ask = Server.ToClient(stuck.Id).Volatile.EmitWithAckAsync<int>("ask", text, TimeSpan.FromHours(1)).AsTask();
            dropped = ask.IsCompleted ? dropped + 1 : 0;
            if (ask.IsCompleted)
            {
                Assert.Equal([stuck.Id], (await ask).Missing);
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, CancellationToken.None);
            }
        }

        // Nothing of it waits: what must arrive still finds room.
        await stuck.Server.EmitAsync("must");
        Assert.True(stuck.Server.IsConnected);
        Assert.False(Probe.HasDepartures);
        await EmitUntilHeardAsync(healthy, () => Server.Volatile.EmitAsync("heard", 1));
    }

    /// <summary>Which one gets through is a matter of when earlier writes have ended; a call there and back lets time pass.</summary>
    private static async Task<ReceivedEvent> EmitUntilHeardAsync(Peer peer, Func<ValueTask> emit)
    {
        var heard = peer.Client.NextAsync();
        while (!heard.IsCompleted)
        {
            await emit();
            await peer.Client.CallAsync("echo", "1");

            // The client may have the answer before the server knows that it is written.
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, CancellationToken.None);
        }

        var first = await heard;
        while (peer.Client.HasEvents)
        {
            await peer.Client.NextAsync();
        }

        return first;
    }
}
