using Gateways.Presence;
using Gateways.Specification.Presence;

namespace Gateways.Tests.Presence;

public sealed class InMemoryPresenceStoreTests : PresenceStoreSpecification
{
    protected override Task<IPresenceStore> CreateAsync() => Task.FromResult<IPresenceStore>(new InMemoryPresenceStore(TimeProvider.System));
}
