using Gateways.Testing.Tests.Gateways;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateways.Testing.Tests.Hosting;

public sealed class HostTests
{
    [Fact]
    public async Task Rooms_ClientsOfDifferentTransports_HearEachOther()
    {
        await using var cafe = await Cafe.OpenAsync();
        var plain = await cafe.ConnectAsync(GatewayTransports.WebSocket);
        var hub = await cafe.ConnectAsync(GatewayTransports.SignalR);
        var elsewhere = await cafe.ConnectAsync(GatewayTransports.SignalR);
        await plain.EmitWithAckAsync("sit", "t1");
        await hub.EmitWithAckAsync("sit", "t1");
        await elsewhere.EmitWithAckAsync("sit", "t2");

        await plain.EmitWithAckAsync("say", new { table = "t1", text = "hello" });
        await hub.EmitWithAckAsync("say", new { table = "t1", text = "good day" });

        Assert.Equal("t1", await plain.ReceiveAsync<string>("sat"));
        Assert.Equal("hello", await hub.ReceiveAsync<string>("said"));
        Assert.Equal("good day", await plain.ReceiveAsync<string>("said"));
        await plain.ExpectNothingAsync("said");
        await hub.ExpectNothingAsync("said");
        await elsewhere.ExpectNothingAsync("said");
    }

    [Fact]
    public async Task Start_TransportsNamed_AddsNoOthers()
    {
        await using var cafe = await Cafe.OpenAsync(configureServices: static services => services.AddGateways().AddWebSockets());

        var plain = await cafe.ConnectAsync(GatewayTransports.WebSocket);
        var error = await Assert.ThrowsAsync<GatewayTestConnectException>(() => cafe.Host.ConnectAsync(GatewayTransports.SignalR));

        Assert.Equal(1, await plain.EmitWithAckAsync<int>("echo", 1));
        Assert.Equal(404, error.StatusCode);
    }

    [Fact]
    public async Task Start_OptionsOfGateways_AreKept()
    {
        await using var cafe = await Cafe.OpenAsync(configureServices: static services => services.AddGateways(static options => options.MaxMessageBytes = 4096));
        var client = await cafe.ConnectAsync(GatewayTransports.WebSocket);

        await client.EmitAsync("echo", new string('x', 10_000));

        Assert.Equal(CloseReason.MessageTooBig.Code, (await client.Disconnected).Code);
    }

    [Fact]
    public async Task Start_ServiceMissing_FailsWithItsName()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => GatewayTestHost.StartAsync<CafeGateway>());

        Assert.Contains(nameof(Door), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_EnvironmentAndLog_AreItsOwn()
    {
        await using var cafe = await Cafe.OpenAsync();

        Assert.Equal("Testing", cafe.Host.Services.GetRequiredService<IHostEnvironment>().EnvironmentName);
        Assert.Contains(cafe.Host.Logs, static line => line is { EventId.Id: 1001, Level: LogLevel.Information } && line.Message.Contains("/cafe", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_Endpoints_AreReachableByHttp()
    {
        await using var cafe = await Cafe.OpenAsync(new GatewayTestHostOptions { App = static app => app.MapGet("/menu", static () => Results.Text("tea")) });
        using var http = cafe.Host.TestServer.CreateClient();

        Assert.Equal("tea", await http.GetStringAsync("/menu"));
    }

    [Fact]
    public async Task For_ATestServer_LeavesItRunning()
    {
        await using var app = await StartAppAsync();
        await using (var host = GatewayTestHost.For<CafeGateway>(app.GetTestServer()))
        {
            var client = await host.ConnectAsync(GatewayTransports.SignalR);
            await Assert.ThrowsAsync<GatewayTestAckException>(() => client.EmitWithAckAsync("spill"));
            Assert.Contains(host.Logs, static line => line.EventId.Id == 4001);
            Assert.Equal(1, await host.GetServer<CafeGateway>().CountAsync());
        }

        await using var second = GatewayTestHost.For(app.GetTestServer());
        // Not the whole log: what the first host's connection says at its end may come after the second began to listen.
        Assert.DoesNotContain(second.Logs, static line => line.EventId.Id == 4001);
        Assert.Equal(1, await (await second.ConnectAsync(GatewayTransports.WebSocket, "/cafe")).EmitWithAckAsync<int>("echo", 1));
    }

    [Fact]
    public async Task For_WithoutAGateway_ClientMustSayThePath()
    {
        await using var app = await StartAppAsync();
        await using var host = GatewayTestHost.For(app.GetTestServer());

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => host.ConnectAsync(GatewayTransports.WebSocket));

        Assert.StartsWith("Say which gateway", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task For_ServerWithoutGateways_SaysSo()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseTestServer();
        await using var app = builder.Build();
        await app.StartAsync();

        var error = Assert.Throws<ArgumentException>(() => GatewayTestHost.For(app.GetTestServer()));

        Assert.StartsWith("The server has no gateways", error.Message, StringComparison.Ordinal);
    }

    private static async Task<WebApplication> StartAppAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton<Door>();
        builder.Services.AddGateways().AddGateway<CafeGateway>().AddSignalR().AddWebSockets();
        var app = builder.Build();
        app.MapGateways();
        await app.StartAsync();
        return app;
    }

    [Fact]
    public async Task For_AServer_RecordsNothingOnceItIsDisposed()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton<Door>();
        builder.Services.AddGateways().AddGateway<CafeGateway>().AddWebSockets();
        await using var app = builder.Build();
        app.MapGateways();
        await app.StartAsync();
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("application");
        Assert.False(logger.IsEnabled(LogLevel.Critical));

        var host = GatewayTestHost.For<CafeGateway>(app.GetTestServer());
        Assert.True(logger.IsEnabled(LogLevel.Critical));
        await host.DisposeAsync();

        Assert.False(logger.IsEnabled(LogLevel.Critical));
    }
}
