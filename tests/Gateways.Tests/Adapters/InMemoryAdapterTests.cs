using Gateways.Adapters;
using Gateways.Specification.Adapters;

namespace Gateways.Tests.Adapters;

public sealed class InMemoryAdapterTests : AdapterSpecification
{
    protected override Task<IAdapter> CreateAsync(int maxRoomsPerClient, TimeProvider time) => Task.FromResult<IAdapter>(new InMemoryAdapter(maxRoomsPerClient, time));
}
