using Gateways.Redis.Tests.Servers;

namespace Gateways.Redis.Tests.Presence;

public sealed class GarnetPresenceStoreTests(GarnetFixture garnet) : SharedStoreSpecification(garnet), IClassFixture<GarnetFixture>;
