using Gateways.Specification.Clients;

namespace Gateways.Specification.Transports;

public abstract partial class TransportSpecification
{
    [Fact]
    public async Task Volatile_ToClientsThatListen_GetsThroughSoonerOrLater()
    {
        var peer = await ConnectAsync();
        await peer.Server.JoinAsync("r1");

        await EmitUntilHeardAsync(peer, "heard", () => Server.Volatile.EmitAsync("heard", 1));
        await EmitUntilHeardAsync(peer, "quiet", () => Server.To("r1").Volatile.EmitAsync("quiet"));
        await EmitUntilHeardAsync(peer, "pair", () => Server.Volatile.To("r1").Except("r2").EmitAsync("pair", 1, 2));
        await EmitUntilHeardAsync(peer, "reply", () => peer.Server.Volatile.EmitAsync("reply", 1));
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
        await EmitUntilHeardAsync(healthy, "heard", () => Server.Volatile.EmitAsync("heard", 1));
    }

    /// <summary>Which one gets through is a matter of when earlier writes have ended; a call there and back lets time pass.</summary>
    private static async Task EmitUntilHeardAsync(Peer peer, string eventName, Func<ValueTask> emit)
    {
        var heard = HearAsync();
        while (!heard.IsCompleted)
        {
            await emit();
            await peer.Client.CallAsync("echo", "1");

            // The client may have the answer before the server knows that it is written.
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, CancellationToken.None);
        }

        await heard;

        // What was emitted before under another name may still have been on its way.
        async Task HearAsync()
        {
            while ((await peer.Client.NextAsync()).Name != eventName)
            {
            }
        }
    }
}
