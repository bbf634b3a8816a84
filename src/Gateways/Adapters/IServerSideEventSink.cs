namespace Gateways.Adapters;

/// <summary>Takes the events of other servers.</summary>
public interface IServerSideEventSink
{
    /// <summary>Runs the handlers of an event. Never throws.</summary>
    /// <returns>The answer as a JSON value, empty when a handler answered nothing; null when nobody answered.</returns>
    ValueTask<ReadOnlyMemory<byte>?> HandleAsync(ServerSideEvent serverSideEvent);
}
