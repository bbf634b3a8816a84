using Gateways.Specification.Gateways;
using Gateways.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.WebSockets.Tests.Transports;

/// <summary>A test server has no raw stream: the fallback serves its clients without any setting.</summary>
public sealed class TestServerTests : IAsyncLifetime
{
    private readonly Probe _probe = new();
    private GatewayTestHost _host = null!;

    public async Task InitializeAsync() => _host = await GatewayTestHost.StartAsync<SpecificationGateway>(services => services.AddSingleton(_probe).AddGateways().AddWebSockets());

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Connect_OverATestServer_CallsAndEventsWork()
    {
        var client = await _host.ConnectAsync(GatewayTransports.WebSocket);

        Assert.Equal("one", await client.EmitWithAckAsync<string>("echo", "one"));
        await _host.GetServer<SpecificationGateway>().EmitAsync("heard", 2);
        Assert.Equal(2, await client.ReceiveAsync<int>("heard"));
        await client.DisconnectAsync();

        Assert.Equal(CloseReason.ClientDisconnect, (await _probe.NextDepartureAsync()).Context.Reason);
    }

    [Fact]
    public async Task Connect_MessagesOfManyReads_ArriveWhole()
    {
        var client = await _host.ConnectAsync(GatewayTransports.WebSocket);
        var text = new string('ö', 100_000);

        Assert.Equal(text, await client.EmitWithAckAsync<string>("echo", text));
    }

    [Fact]
    public async Task Disconnect_OverATestServer_ClientHearsTheReason()
    {
        var client = await _host.ConnectAsync(GatewayTransports.WebSocket);
        var connected = await _probe.NextConnectedAsync();

        await connected.DisconnectAsync(CloseReason.Refused);

        var end = await client.Disconnected;
        Assert.Equal((4403, "connection refused"), (end.Code, end.Reason));
    }

    [Fact]
    public async Task Abort_OverATestServer_IsALostConnection()
    {
        var client = await _host.ConnectAsync(GatewayTransports.WebSocket);

        client.Abort();

        Assert.Equal(CloseReason.ConnectionLost, (await _probe.NextDepartureAsync()).Context.Reason);
    }
}
