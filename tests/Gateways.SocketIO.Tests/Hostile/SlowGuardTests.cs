using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SocketIO.Tests.Hostile;

/// <summary>A client whose guard still thinks is in no namespace: what it sends there has no place yet.</summary>
public sealed class SlowGuardTests : IAsyncLifetime
{
    private readonly Signal _asked = new();
    private readonly Signal _answer = new();
    private SpecificationHost? _host;

    private SpecificationHost Host => _host!;

    public async Task InitializeAsync()
    {
        _host = await SpecificationHost.StartAsync(static builder => builder.AddSocketIO());
        Host.Probe.Admitting = async (_, _) =>
        {
            _asked.Set();
            await _answer.Task;
            return GuardResult.Allow;
        };
    }

    public async Task DisposeAsync()
    {
        _answer.Set();
        await Host.DisposeAsync();
    }

    [Theory]
    [InlineData("40/guarded,")]
    [InlineData("42/guarded,1[\"echo\",1]")]
    [InlineData("41/guarded,")]
    [InlineData("43/guarded,1[]")]
    public async Task PacketBeforeTheAnswer_ClosesTheConnectionAndNobodyIsLetIn(string packet)
    {
        await using var client = await SocketClient.ConnectAsync(Host.Address);
        await client.EnterAsync("/spec");
        var spec = await Host.Probe.NextConnectedAsync();
        await client.SendAsync("40/guarded,");
        await _asked.WaitAsync();

        await client.SendAsync(packet);

        Assert.False(await client.Packets.WaitToReadAsync().Soon());
        Assert.Equal(1000, client.CloseCode);
        var departure = await Host.Probe.NextDepartureAsync();
        Assert.Equal((spec.Id, CloseReason.ProtocolError, "forced close"), (departure.Client.Id, departure.Context.Reason, departure.Context.Description));
        _answer.Set();
        await using var other = await SocketClient.ConnectAsync(Host.Address);
        await other.EnterAsync("/guarded");
        Assert.Equal("/guarded", (await Host.Probe.NextConnectedAsync()).Namespace);
        Assert.False(Host.Probe.HasDepartures);
    }

    [Fact]
    public async Task PacketsForAnotherNamespace_GoOnMeanwhile()
    {
        await using var client = await SocketClient.ConnectAsync(Host.Address);
        await client.EnterAsync("/spec");
        await client.SendAsync("40/guarded,");
        await _asked.WaitAsync();

        await client.SendAsync("42/spec,1[\"echo\",5]");
        Assert.Equal("43/spec,1[5]", await client.NextAsync());

        _answer.Set();
        Assert.StartsWith("40/guarded,{", await client.NextAsync(), StringComparison.Ordinal);
    }
}
