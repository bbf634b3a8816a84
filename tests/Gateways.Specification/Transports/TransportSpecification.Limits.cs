namespace Gateways.Specification.Transports;

public abstract partial class TransportSpecification
{
    [Fact]
    public async Task Receive_MessageAboveTheLimit_ClosesThisClientOnly()
    {
        await StartAsync(static options => options.MaxMessageBytes = 4096);
        var (big, healthy) = (await ConnectAsync(), await ConnectAsync());

        Assert.Equal("1", (await big.Client.CallAsync("echo", "1")).Value);
        await Record.ExceptionAsync(() => big.Client.EmitAsync("echo", $"\"{new string('x', 8000)}\""));

        await big.Client.Closed;
        Assert.Equal(big.Id, (await Probe.NextDepartureAsync()).Client.Id);
        await AssertHeardNothingAsync(healthy);
    }
}
