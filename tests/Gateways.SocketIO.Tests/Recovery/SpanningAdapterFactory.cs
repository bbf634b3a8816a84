using Gateways.Adapters;

namespace Gateways.SocketIO.Tests.Recovery;

/// <summary>Adapters that may be one of several: a factory that does not say otherwise is taken for one like that of Redis.</summary>
internal sealed class SpanningAdapterFactory : IAdapterFactory
{
    public IAdapter Create(string @namespace, IServerSideEventSink serverSideEvents) => new InMemoryAdapter(100, TimeProvider.System);
}
