using Gateways.Redis.Tests.Servers;

namespace Gateways.Redis.Tests.Presence;

public sealed class RedisPresenceStoreTests(RedisServerFixture redis) : SharedStoreSpecification(redis), IClassFixture<RedisServerFixture>;
