namespace Gateways.Adapters;

/// <summary>Creates the adapter of each namespace.</summary>
public interface IAdapterFactory
{
    /// <summary>
    /// Whether other servers may emit to the clients of this one. What this server has emitted is then not all that a client has missed, so nobody's events are kept for clients that come back.
    /// Default: true.
    /// </summary>
    bool SpansServers => true;

    /// <summary>Creates the adapter of a namespace; called once per namespace.</summary>
    /// <param name="namespace">The namespace's path.</param>
    /// <param name="serverSideEvents">Where the adapter takes the events of other servers.</param>
    IAdapter Create(string @namespace, IServerSideEventSink serverSideEvents);
}
