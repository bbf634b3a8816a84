using Gateways.Redis.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Redis.Tests.ScaleOut;

public abstract class InMemoryScaleOutTests(int servers) : MixedScaleOutSpecification(servers)
{
    protected override void AddCluster(IGatewaysBuilder builder, string cluster) =>
        builder.AddClusterBus(InMemoryBus.Of(cluster).CreatePort(), options => options.ChannelPrefix = cluster);

    public sealed class TwoServers() : InMemoryScaleOutTests(2);

    public sealed class ThreeServers() : InMemoryScaleOutTests(3);
}
