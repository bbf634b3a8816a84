using Gateways.Hosting;
using Gateways.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gateways.WebSockets;

/// <summary>Maps plain WebSocket at each gateway's path.</summary>
internal sealed class WebSocketTransport : IGatewayTransport
{
    public GatewayTransports Kind => GatewayTransports.WebSocket;

    public void ConfigureServices<TGateway>(IServiceCollection services)
        where TGateway : class, IGatewayDefinition<TGateway>
    {
        // Nothing is a gateway's own here.
    }

    public void Map<TGateway>(GatewayHost host, GatewayEndpoints endpoints)
        where TGateway : class, IGatewayDefinition<TGateway>
    {
        var options = endpoints.Routes.ServiceProvider.GetRequiredService<IOptions<WebSocketTransportOptions>>().Value;
        RequestDelegate serve = new WebSocketEndpoint(host, options).ServeAsync;
        endpoints.Add(endpoints.Routes.Map(host.Path, serve).WithDisplayName($"{host.Path} (WebSocket)"), Kind, host);
    }
}
