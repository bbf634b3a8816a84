namespace Gateways.Specification.Transports;

public abstract partial class ListeningSpecification
{
    [Fact]
    public async Task Stop_HooksSeeTheReason()
    {
        await ConnectAsync();

        await Host.StopAsync().Soon();

        Assert.Equal(CloseReason.ServerShutdown, (await Probe.NextDepartureAsync()).Context.Reason);
    }
}
