using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Gateways.Testing.Tests.Hosting;

/// <summary>A whole application, as its Program.cs builds it: samples/Minimal.</summary>
public sealed class WebApplicationFactoryTests(WebApplicationFactory<EchoGateway> factory) : IClassFixture<WebApplicationFactory<EchoGateway>>
{
    [Theory]
    [InlineData(GatewayTransports.WebSocket)]
    [InlineData(GatewayTransports.SignalR)]
    public async Task For_AnApplication_ServesItsClients(GatewayTransports transport)
    {
        await using var host = GatewayTestHost.For<EchoGateway>(factory.Server);
        var client = await host.ConnectAsync(transport);

        Assert.Equal("world", (await client.EmitWithAckAsync<JsonElement>("echo", new { hello = "world" })).GetProperty("hello").GetString());
        await client.EmitWithAckAsync("shout", "hey");
        Assert.Equal("HEY", await client.ReceiveAsync<string>("heard"));
    }
}
