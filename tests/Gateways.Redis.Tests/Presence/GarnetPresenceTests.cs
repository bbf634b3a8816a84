using Gateways.Redis.Tests.Servers;

namespace Gateways.Redis.Tests.Presence;

public sealed class GarnetPresenceTests(GarnetFixture garnet) : SharedPresenceSpecification(garnet), IClassFixture<GarnetFixture>;
