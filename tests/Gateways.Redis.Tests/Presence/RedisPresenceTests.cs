using Gateways.Redis.Tests.Servers;

namespace Gateways.Redis.Tests.Presence;

public sealed class RedisPresenceTests(RedisServerFixture redis) : SharedPresenceSpecification(redis), IClassFixture<RedisServerFixture>;
