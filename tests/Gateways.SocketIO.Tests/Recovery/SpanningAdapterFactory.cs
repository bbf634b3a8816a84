using Gateways.Adapters;

namespace Gateways.SocketIO.Tests.Recovery;

/// <summary>Adapters that may be one of several, as those of Redis are: nobody but the in-memory factory says that all emits are this server's.</summary>
internal sealed class SpanningAdapterFactory : IAdapterFactory
{
    public IAdapter Create(string @namespace, IServerSideEventSink serverSideEvents) => new InMemoryAdapter(100, TimeProvider.System);
}
