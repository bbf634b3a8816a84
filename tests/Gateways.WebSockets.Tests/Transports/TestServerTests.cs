using Gateways.Specification;
using Gateways.Specification.Clients;
using Gateways.Specification.Gateways;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.WebSockets.Tests.Transports;

/// <summary>A test server has no raw stream: the fallback serves its clients without any setting.</summary>
public sealed class TestServerTests
{
    [Fact]
    public async Task Connect_OverATestServer_CallsAndEventsWork()
    {
        await using var app = await StartAsync();
        var probe = app.Services.GetRequiredService<Probe>();
        await using var client = new PlainWebSocketClient(await app.GetTestServer().CreateWebSocketClient().ConnectAsync(new Uri("ws://localhost/spec"), default).Soon());

        Assert.Equal("[1]", (await client.CallAsync("echo", "[1]")).Value);
        await app.Services.GetRequiredService<IGatewayServer<SpecificationGateway>>().EmitAsync("heard", 2);
        Assert.Equal("2", await client.HearAsync("heard"));
        await client.CloseAsync();

        Assert.Equal(CloseReason.ClientDisconnect, (await probe.NextDepartureAsync()).Context.Reason);
    }

    [Fact]
    public async Task Disconnect_OverATestServer_ClientHearsTheReason()
    {
        await using var app = await StartAsync();
        await using var client = new PlainWebSocketClient(await app.GetTestServer().CreateWebSocketClient().ConnectAsync(new Uri("ws://localhost/spec"), default).Soon());
        var connected = await app.Services.GetRequiredService<Probe>().NextConnectedAsync();

        await connected.DisconnectAsync(CloseReason.Refused);

        Assert.Equal("connection refused", await client.Closed);
        Assert.Equal(4403, client.CloseCode);
    }

    private static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton<Probe>();
        builder.Services.AddGateways(static options => options.CloseTimeout = TimeSpan.FromSeconds(1)).AddGateway<SpecificationGateway>().AddWebSockets();
        var app = builder.Build();
        app.MapGateways();
        await app.StartAsync().Soon();
        return app;
    }
}
