using System.Text.Json;

namespace Gateways.Specification.Transports;

public abstract partial class ListeningSpecification
{
    [Fact]
    public async Task Send_ClientThatNeverReads_IsClosedAndTheOthersHearEverything()
    {
        await StartAsync(static options =>
        {
            options.MaxOutboundBytes = 256 * 1024;
            options.SendTimeout = TimeSpan.FromSeconds(2);
            options.CloseTimeout = TimeSpan.FromMilliseconds(300);
        });
        var healthy = await ConnectAsync();
        var stuck = await ConnectStuckAsync();
        var gone = stuck.Server.Aborted.WhenCancelled();
        var text = new string('x', 32 * 1024);

        for (var i = 0; i < 1000 && !gone.IsCompleted; i++)
        {
            await Server.EmitAsync("heard", text);
            Assert.Equal(text.Length + 2, (await healthy.Client.HearAsync("heard")).Length);
        }

        await gone.Soon();
        var (client, context) = await Probe.NextDepartureAsync();
        Assert.Equal((stuck.Id, CloseReason.SlowClient), (client.Id, context.Reason));
        await AssertHeardNothingAsync(healthy);
    }

    [Fact]
    public async Task Receive_Garbage_HarmsNobodyElse()
    {
        var healthy = await ConnectAsync();
        var random = new Random(4711);

        var garbage = SendGarbageAsync(Host, "/spec", random);
        for (var i = 0; !garbage.IsCompleted || i < 20; i++)
        {
            await Server.EmitAsync("heard", i);
            string heard;
            do
            {
                heard = await healthy.Client.HearAsync("heard");
            }
            while (JsonSerializer.Deserialize<int>(heard) < i);
        }

        await garbage;
        await AssertHeardNothingAsync(healthy);
    }
}
