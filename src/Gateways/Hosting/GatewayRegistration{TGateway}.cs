using Gateways.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gateways.Hosting;

/// <inheritdoc/>
internal sealed class GatewayRegistration<TGateway>(GatewayDescriptor<TGateway> descriptor) : GatewayRegistration
    where TGateway : class, IGatewayDefinition<TGateway>
{
    public override GatewayDescriptor Descriptor => descriptor;

    public override GatewayMember CreateMember(GatewayHost host) => new GatewayMember<TGateway>(descriptor, host, host.Members.Count);

    public override GatewayOptionsBase FindOptions(IServiceProvider services) => services.GetRequiredService<IOptions<GatewayOptions<TGateway>>>().Value;

    public override void Configure(IGatewayTransport transport, IServiceCollection services) => transport.ConfigureServices<TGateway>(services);
}
