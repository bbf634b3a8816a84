using Gateways.Redis.Tests.ScaleOut;
using Gateways.Specification.Clients;
using Gateways.Specification.Hosting;
using Gateways.Specification.Presence;

namespace Gateways.Redis.Tests.Presence;

/// <summary>One server, without Redis.</summary>
public sealed class InMemoryPresenceTests : PresenceSpecification
{
    protected override int ServerCount => 1;

    protected override IReadOnlyList<GatewayTransports> Transports => MixedClients.Transports;

    protected override IReadOnlyList<GatewayTransports> ListeningTransports => MixedClients.ListeningTransports;

    protected override Task<SpecificationClient> OpenAsync(SpecificationHost host, ClientRequest request, GatewayTransports transport) => MixedClients.OpenAsync(host, request, transport);

    protected override void AddCluster(IGatewaysBuilder builder, string cluster) => builder.AddTransports();
}
