using Gateways.Dispatch;
using Gateways.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Hosting;

/// <inheritdoc/>
internal sealed class GatewayRegistration<TGateway>(GatewayDescriptor<TGateway> descriptor) : GatewayRegistration
    where TGateway : class, IGatewayDefinition<TGateway>
{
    public override GatewayDescriptor Descriptor => descriptor;

    public override GatewayHost CreateHost(GatewayNamespace @namespace, IServiceProvider services) =>
        new GatewayHost<TGateway>(descriptor, @namespace, services);

    public override void Configure(IGatewayTransport transport, IServiceCollection services) => transport.ConfigureServices<TGateway>(services);
}
