using Gateways.Redis.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Redis.Tests.ScaleOut;

public abstract class RedisScaleOutTests(RedisServerFixture redis, int servers) : MixedScaleOutSpecification(servers)
{
    protected override void AddCluster(IGatewaysBuilder builder, string cluster) => builder.AddRedis(redis.ConnectionString, options => options.ChannelPrefix = cluster);

    public sealed class TwoServers(RedisServerFixture redis) : RedisScaleOutTests(redis, 2), IClassFixture<RedisServerFixture>;

    public sealed class ThreeServers(RedisServerFixture redis) : RedisScaleOutTests(redis, 3), IClassFixture<RedisServerFixture>;
}
