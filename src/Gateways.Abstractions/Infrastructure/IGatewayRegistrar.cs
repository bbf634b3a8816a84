using System.ComponentModel;

namespace Gateways.Infrastructure;

/// <summary>Receives a gateway's type parameters from its descriptor.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IGatewayRegistrar
{
    /// <summary>Registers a gateway.</summary>
    void Add<TGateway>(GatewayDescriptor<TGateway> descriptor)
        where TGateway : class, IGatewayDefinition<TGateway>;

    /// <summary>Registers its typed events.</summary>
    void AddEvents<TGateway, TEvents>(GatewayDescriptor<TGateway, TEvents> descriptor)
        where TGateway : class, IGatewayDefinition<TGateway>
        where TEvents : class;
}
