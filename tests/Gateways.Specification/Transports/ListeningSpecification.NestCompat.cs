namespace Gateways.Specification.Transports;

public abstract partial class ListeningSpecification
{
    [Fact]
    public async Task NestCompat_CutsOnShutdown_ClientsAreToldNothing()
    {
        await StartAsync(static options => options.NestCompat.CutsOnShutdown = true);
        var peer = await ConnectAsync();

        await Host.StopAsync().Soon();

        Assert.NotEqual(CloseReason.ServerShutdown.Text, await peer.Client.Closed);
        await Probe.NextDepartureAsync();
    }
}
