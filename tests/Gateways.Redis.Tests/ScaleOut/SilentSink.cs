using Gateways.Adapters;

namespace Gateways.Redis.Tests.ScaleOut;

/// <summary>Handles nothing.</summary>
internal sealed class SilentSink : IServerSideEventSink
{
    public ValueTask<ReadOnlyMemory<byte>?> HandleAsync(ServerSideEvent serverSideEvent) => new((ReadOnlyMemory<byte>?)null);
}
