using Gateways.Infrastructure;

namespace Gateways.Hosting;

/// <summary>A gateway that was added, with its type parameter kept for later.</summary>
internal abstract class GatewayRegistration
{
    public abstract GatewayDescriptor Descriptor { get; }

    public abstract GatewayMember CreateMember(GatewayHost host);

    public abstract GatewayOptionsBase FindOptions(IServiceProvider services);

    public abstract void Configure(IGatewayTransport transport, Microsoft.Extensions.DependencyInjection.IServiceCollection services);
}
