using Gateways.Adapters;

namespace Gateways.Tests.Adapters;

/// <summary>Keeps the latest adapter of each namespace for the test.</summary>
internal sealed class OutageAdapterFactory(Dictionary<string, OutageAdapter> adapters) : IAdapterFactory
{
    public IAdapter Create(string @namespace, IServerSideEventSink serverSideEvents) => adapters[@namespace] = new OutageAdapter();
}
