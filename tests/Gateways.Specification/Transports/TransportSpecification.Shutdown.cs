using System.Text.Json.Nodes;
using Gateways.Specification.Clients;

namespace Gateways.Specification.Transports;

public abstract partial class TransportSpecification
{
    [Fact]
    public async Task Stop_HandlerUnderWay_ItsAckArrivesAndEveryoneIsToldToComeBack()
    {
        var (busy, idle) = (await ConnectAsync(), await ConnectAsync());
        var (started, gate) = (new Signal(), new Signal());
        Probe.Handler = async call =>
        {
            started.Set();
            await gate.Task;
            return JsonValue.Create("done");
        };

        var call = busy.Client.CallAsync("run", "1");
        await started.WaitAsync();
        var stopping = Host.StopAsync();
        Assert.False(stopping.IsCompleted);
        gate.Set();

        Assert.Equal("\"done\"", (await call).Value);
        await AssertClosedAsync(CloseReason.ServerShutdown.Text, busy.Client);
        await AssertClosedAsync(CloseReason.ServerShutdown.Text, idle.Client);
        await stopping.Soon();
        string[] gone = [(await Probe.NextDepartureAsync()).Client.Id, (await Probe.NextDepartureAsync()).Client.Id];
        Assert.Equal(new[] { busy.Id, idle.Id }.Order(), gone.Order());
    }

    [Fact]
    public async Task Stop_NewClientMeanwhile_IsSentElsewhere()
    {
        var busy = await ConnectAsync();
        var (started, gate) = (new Signal(), new Signal());
        Probe.Handler = async _ =>
        {
            started.Set();
            await gate.Task;
            return null;
        };
        var call = busy.Client.CallAsync("run", "1");
        await started.WaitAsync();

        var stopping = Host.StopAsync();
        await Host.DrainingAsync();

        try
        {
            var late = await OpenAsync();
            await AssertClosedAsync(CloseReason.ServerShutdown.Text, late);
        }
        catch (ConnectRefusedException refusal)
        {
            Assert.Equal(503, refusal.Status);
        }

        gate.Set();
        Assert.Null((await call).Error);
        await stopping.Soon();
    }
}
