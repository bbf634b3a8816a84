using Microsoft.Extensions.Options;

namespace Gateways.Adapters;

/// <summary>Creates adapters for one server.</summary>
internal sealed class InMemoryAdapterFactory(IOptions<GatewayOptions> options, TimeProvider time) : IAdapterFactory
{
    public IAdapter Create(string @namespace) => new InMemoryAdapter(options.Value.MaxRoomsPerClient, time);
}
