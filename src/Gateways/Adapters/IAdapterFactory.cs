namespace Gateways.Adapters;

/// <summary>Creates the adapter of each namespace.</summary>
public interface IAdapterFactory
{
    /// <summary>Creates the adapter of a namespace; called once per namespace.</summary>
    /// <param name="namespace">The namespace's path.</param>
    /// <param name="serverSideEvents">Where the adapter takes the events of other servers.</param>
    IAdapter Create(string @namespace, IServerSideEventSink serverSideEvents);
}
