using Gateways.Specification.Clients;
using Gateways.Specification.Hosting;
using Gateways.Specification.ScaleOut;

namespace Gateways.Redis.Tests.ScaleOut;

/// <summary>The specification with clients of all transports.</summary>
public abstract class MixedScaleOutSpecification(int servers) : ScaleOutSpecification
{
    protected override int ServerCount => servers;

    protected override IReadOnlyList<GatewayTransports> Transports => MixedClients.Transports;

    protected override IReadOnlyList<GatewayTransports> ListeningTransports => MixedClients.ListeningTransports;

    protected override Task<SpecificationClient> OpenAsync(SpecificationHost host, ClientRequest request, GatewayTransports transport) => MixedClients.OpenAsync(host, request, transport);

    protected override void AddServer(IGatewaysBuilder builder, string cluster) => AddCluster(builder.AddTransports(), cluster);

    protected abstract void AddCluster(IGatewaysBuilder builder, string cluster);
}
