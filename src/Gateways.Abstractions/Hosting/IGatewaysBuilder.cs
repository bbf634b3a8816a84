using System.Diagnostics.CodeAnalysis;
using Gateways.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways;

/// <summary>Adds gateways and transports to an application.</summary>
public interface IGatewaysBuilder
{
    /// <summary>The application's services.</summary>
    IServiceCollection Services { get; }

    /// <summary>Adds a gateway. Adding the same one twice does nothing.</summary>
    /// <typeparam name="TGateway">A class with <see cref="WebSocketGatewayAttribute"/>.</typeparam>
    IGatewaysBuilder AddGateway<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TGateway>()
        where TGateway : class, IGatewayDefinition<TGateway>;
}
