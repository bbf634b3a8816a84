using Gateways.Protocol;

namespace Gateways.Adapters;

/// <summary>
/// Knows who is in which room of one namespace, and carries events to them. Thread-safe. The implementation for one server is
/// <see cref="InMemoryAdapter"/>; one for many servers delivers to its own clients and tells the others.
/// </summary>
public interface IAdapter : IAsyncDisposable
{
    /// <summary>Connects to the other servers, before any hook or client. An adapter for one server has nothing to do.</summary>
    ValueTask StartAsync(CancellationToken cancellationToken);

    /// <summary>Makes a client known by its id. It may join rooms, but does not yet hear what is for everyone or for its user.</summary>
    ValueTask AddAsync(IAdapterClient client, CancellationToken cancellationToken);

    /// <summary>Lets a client hear what is for everyone and for its user.</summary>
    ValueTask AdmitAsync(IAdapterClient client, CancellationToken cancellationToken);

    /// <summary>The user a client belongs to has changed.</summary>
    ValueTask UserChangedAsync(IAdapterClient client);

    /// <summary>Takes a client out of everything.</summary>
    /// <returns>The rooms it was in.</returns>
    ValueTask<IReadOnlyCollection<string>> RemoveAsync(IAdapterClient client);

    /// <summary>Puts a client into rooms: all of them or, when one is refused, none. Its own id it need not join: it is reached by it as by the name of a room.</summary>
    /// <exception cref="ArgumentException">A room has the name of another client of this server.</exception>
    /// <exception cref="InvalidOperationException">The client would be in more rooms than the limit allows.</exception>
    ValueTask JoinAsync(IAdapterClient client, IReadOnlyCollection<string> rooms, CancellationToken cancellationToken);

    /// <summary>Takes a client out of a room.</summary>
    ValueTask LeaveAsync(IAdapterClient client, string room, CancellationToken cancellationToken);

    /// <summary>A snapshot of a local client's rooms.</summary>
    IReadOnlyCollection<string> GetRooms(IAdapterClient client);

    /// <summary>A client of this server, by id.</summary>
    IAdapterClient? Find(string clientId);

    /// <summary>Carries an event to everyone in the scope.</summary>
    ValueTask BroadcastAsync(OutboundMessage message, EmitScope scope, CancellationToken cancellationToken);

    /// <summary>Carries an event to everyone in the scope and gathers one answer from each.</summary>
    ValueTask<IReadOnlyList<AckResult>> BroadcastWithAckAsync(OutboundMessage message, EmitScope scope, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>The clients in the scope, on every server.</summary>
    ValueTask<IReadOnlyList<ClientSnapshot>> FetchClientsAsync(EmitScope scope, CancellationToken cancellationToken);

    /// <summary>How many clients are in the scope, on every server.</summary>
    ValueTask<int> CountAsync(EmitScope scope, CancellationToken cancellationToken);

    /// <summary>Makes everyone in the scope join a room.</summary>
    /// <exception cref="ArgumentException">The room has the name of a client of this server.</exception>
    ValueTask JoinAsync(EmitScope scope, string room, CancellationToken cancellationToken);

    /// <summary>Makes everyone in the scope leave a room.</summary>
    ValueTask LeaveAsync(EmitScope scope, string room, CancellationToken cancellationToken);

    /// <summary>Disconnects everyone in the scope from the namespace.</summary>
    ValueTask DisconnectAsync(EmitScope scope, CloseReason reason, CancellationToken cancellationToken);

    /// <summary>Closes the connections of everyone in the scope, with every namespace they are in.</summary>
    ValueTask CloseConnectionsAsync(EmitScope scope, CloseReason reason, CancellationToken cancellationToken);

    /// <summary>The rooms that have members, on every server.</summary>
    ValueTask<IReadOnlyList<RoomInfo>> GetRoomsAsync(CancellationToken cancellationToken);

    /// <summary>How many servers serve the namespace, this one included.</summary>
    ValueTask<int> CountServersAsync(CancellationToken cancellationToken);

    /// <summary>Sends an event to every other server.</summary>
    ValueTask ServerSideEmitAsync(ServerSideEvent serverSideEvent, CancellationToken cancellationToken);

    /// <summary>Sends an event to every other server and gathers one answer from each.</summary>
    ValueTask<ServerSideAnswers> ServerSideEmitWithAckAsync(ServerSideEvent serverSideEvent, TimeSpan timeout, CancellationToken cancellationToken);
}
