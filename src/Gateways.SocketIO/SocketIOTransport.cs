using Gateways.Hosting;
using Gateways.Infrastructure;
using Gateways.SocketIO.Clients;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SocketIO;

/// <summary>Makes each gateway a namespace of the one Socket.IO server of the application.</summary>
internal sealed class SocketIOTransport : IGatewayTransport
{
    public GatewayTransports Kind => GatewayTransports.SocketIO;

    public void ConfigureServices<TGateway>(IServiceCollection services)
        where TGateway : class, IGatewayDefinition<TGateway>
    {
        // Nothing is a gateway's own here.
    }

    public void Map<TGateway>(GatewayHost host, GatewayEndpoints endpoints)
        where TGateway : class, IGatewayDefinition<TGateway> =>
        endpoints.Routes.ServiceProvider.GetRequiredService<SocketIOServer>().Map(host, endpoints);
}
