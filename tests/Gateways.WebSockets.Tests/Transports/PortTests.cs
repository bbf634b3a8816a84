using System.Net;
using System.Net.WebSockets;
using Gateways.Specification;
using Gateways.Specification.Gateways;
using Gateways.Specification.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateways.WebSockets.Tests.Transports;

/// <summary>A gateway with a port of its own answers there and nowhere else; the application's own addresses stay.</summary>
public sealed class PortTests
{
    [Fact]
    public async Task Port_OfItsOwn_IsListenedToBesideTheConfiguredAddresses()
    {
        var (port, log) = (FreePort.Find(), new LogRecorder());
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Services.AddSingleton(new Probe());
        builder.Services.AddGateways().AddGateway<FormsGateway>(options => options.Port = port).AddWebSockets();
        await using var app = builder.Build();
        app.MapGateways();
        app.MapGet("/health", static () => Results.Text("ok"));
        await app.StartAsync().Soon();
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single(one => one.StartsWith("http://127.0.0.1", StringComparison.Ordinal)));

        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{port}/forms"), default).Soon();
        using var http = new HttpClient();

        Assert.Equal("ok", await http.GetStringAsync(new Uri(address, "/health")).Soon());
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri(address, "/forms")).Soon()).StatusCode);
        Assert.Contains(log.Lines, line => line.EventId == 1020 && line.Text.Contains($"{port}", StringComparison.Ordinal));
        await app.StopAsync().Soon();
    }
}
