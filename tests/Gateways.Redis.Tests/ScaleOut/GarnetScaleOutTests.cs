using Gateways.Redis.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Redis.Tests.ScaleOut;

public abstract class GarnetScaleOutTests(GarnetFixture garnet, int servers) : MixedScaleOutSpecification(servers)
{
    protected override void AddCluster(IGatewaysBuilder builder, string cluster) => builder.AddRedis(garnet.ConnectionString, options => options.ChannelPrefix = cluster);

    public sealed class TwoServers(GarnetFixture garnet) : GarnetScaleOutTests(garnet, 2), IClassFixture<GarnetFixture>;

    public sealed class ThreeServers(GarnetFixture garnet) : GarnetScaleOutTests(garnet, 3), IClassFixture<GarnetFixture>;
}
