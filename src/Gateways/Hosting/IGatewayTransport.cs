using Gateways.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Hosting;

/// <summary>The front end of one protocol.</summary>
public interface IGatewayTransport
{
    /// <summary>Which one.</summary>
    GatewayTransports Kind { get; }

    /// <summary>Registers what the transport needs for one gateway. Called once for each, in whatever order gateways and transports are added.</summary>
    void ConfigureServices<TGateway>(IServiceCollection services)
        where TGateway : class, IGatewayDefinition<TGateway>;

    /// <summary>Maps the endpoints that serve one namespace; called with the first of its gateways.</summary>
    void Map<TGateway>(GatewayHost host, GatewayEndpoints endpoints)
        where TGateway : class, IGatewayDefinition<TGateway>;

    /// <summary>A further gateway shares a namespace that was mapped. Default: nothing.</summary>
    void Join<TGateway>(GatewayHost host, GatewayEndpoints endpoints)
        where TGateway : class, IGatewayDefinition<TGateway>
    {
    }
}
