using Gateways.Protocol;

namespace Gateways.Adapters;

/// <summary>A client as an adapter sees it.</summary>
public interface IAdapterClient
{
    /// <summary>The client's id.</summary>
    string Id { get; }

    /// <summary>The user it belongs to, if any.</summary>
    string? UserIdentifier { get; }

    /// <summary>The transport it arrived by.</summary>
    GatewayTransports Transport { get; }

    /// <summary>When it connected.</summary>
    DateTimeOffset ConnectedAt { get; }

    /// <summary>The client as it is now, for who fetches it. By default without what an application keeps on it, and without its handshake.</summary>
    /// <param name="rooms">The rooms it is in.</param>
    ClientSnapshot TakeSnapshot(IReadOnlyCollection<string> rooms) => new(Id, UserIdentifier, Transport, rooms, ConnectedAt);

    /// <summary>Queues an event; never waits.</summary>
    void Send(OutboundMessage message);

    /// <summary>Queues an event that wants an ack, and remembers who waits for it.</summary>
    /// <returns>False when the client has left, or has too many acks outstanding.</returns>
    bool TrySend(OutboundMessage message, IAckSink sink);

    /// <summary>Forgets an ack nobody waits for any more.</summary>
    void CancelAck(long ackId);

    /// <summary>Disconnects the client from its namespace; returns at once.</summary>
    void Disconnect(CloseReason reason);

    /// <summary>Closes the client's connection, with every namespace it is in; returns at once.</summary>
    void CloseConnection(CloseReason reason);
}
