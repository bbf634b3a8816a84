using Gateways.Protocol;
using Gateways.Rooms;

namespace Gateways.Adapters;

public sealed partial class InMemoryAdapter
{
    /// <inheritdoc/>
    public ValueTask BroadcastAsync(OutboundMessage message, EmitScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        foreach (var member in Select(scope))
        {
            if (!IsExcepted(member, scope))
            {
                member.Client.Send(message);
            }
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AckResult>> BroadcastWithAckAsync(OutboundMessage message, EmitScope scope, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return AckCollector.CollectAsync(message, [.. Members(scope).Select(static member => member.Client)], timeout, time, cancellationToken);
    }

    /// <summary>Sends an event that wants an ack to everyone in the scope, for adapters that gather the answers of several servers.</summary>
    /// <param name="message">The event, with an ack id that no other event of the namespace has on this server.</param>
    /// <param name="scope">Who should hear.</param>
    /// <param name="sink">Takes the answers. A client that cannot be sent to is gone at once.</param>
    /// <param name="onClients">Called with the clients before any of them is sent to, so that no answer comes before its client is known.</param>
    public void Ask(OutboundMessage message, EmitScope scope, IAckSink sink, Action<IReadOnlyList<IAdapterClient>> onClients)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(onClients);
        IAdapterClient[] clients = [.. Members(scope).Select(static member => member.Client)];
        onClients(clients);
        foreach (var client in clients)
        {
            if (!client.TrySend(message, sink))
            {
                sink.OnGone(client.Id);
            }
        }
    }

    /// <summary>Whether anybody on this server is in a room.</summary>
    public bool HasRoom(string room) => _rooms.Find(room) is not null;

    /// <summary>Whether a user has a client on this server that was let in.</summary>
    public bool HasUser(string userIdentifier) => _users.Find(userIdentifier) is not null;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ClientSnapshot>> FetchClientsAsync(EmitScope scope, CancellationToken cancellationToken) =>
        new([.. Members(scope).Select(static member => member.Client.TakeSnapshot(Snapshot(member)))]);

    /// <summary>Who is in the scope and in which rooms, without data and handshakes: for adapters that only count, or only look for names.</summary>
    public IReadOnlyList<ClientSnapshot> ListClients(EmitScope scope) =>
        [.. Members(scope).Select(static member => new ClientSnapshot(member.Client.Id, member.Client.UserIdentifier, member.Client.Transport, Snapshot(member), member.Client.ConnectedAt))];

    /// <inheritdoc/>
    public ValueTask<int> CountAsync(EmitScope scope, CancellationToken cancellationToken) => new(Members(scope).Count());

    /// <inheritdoc/>
    public ValueTask JoinAsync(EmitScope scope, string room, CancellationToken cancellationToken)
    {
        if (_clients.ContainsKey(room))
        {
            throw IsAnId(room);
        }

        foreach (var member in Members(scope))
        {
            lock (member)
            {
                if (!member.IsGone && member.Count < maxRoomsPerClient)
                {
                    Join(member, room);
                }
            }
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask LeaveAsync(EmitScope scope, string room, CancellationToken cancellationToken)
    {
        foreach (var member in Members(scope))
        {
            Leave(member, room);
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask DisconnectAsync(EmitScope scope, CloseReason reason, CancellationToken cancellationToken)
    {
        foreach (var member in Members(scope))
        {
            member.Client.Disconnect(reason);
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask CloseConnectionsAsync(EmitScope scope, CloseReason reason, CancellationToken cancellationToken)
    {
        foreach (var member in Members(scope))
        {
            member.Client.CloseConnection(reason);
        }

        return default;
    }

    private static bool IsExcepted(Membership member, EmitScope scope) =>
        (scope.ExceptClients.Count > 0 && scope.ExceptClients.Contains(member.Client.Id, StringComparer.Ordinal))
        || (scope.ExceptRooms.Count > 0 && (scope.ExceptRooms.Contains(member.Client.Id, StringComparer.Ordinal) || member.ContainsAny(scope.ExceptRooms)));

    private IEnumerable<Membership> Members(EmitScope scope) => Select(scope).Where(member => !IsExcepted(member, scope));

    /// <summary>The members the scope names, each once; the exceptions are still among them.</summary>
    private Membership[] Select(EmitScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (scope.IsEveryone)
        {
            return _everyone.Members;
        }

        if (scope is { Rooms.Count: 1, Clients.Count: 0, Users.Count: 0 })
        {
            return Named(scope.Rooms[0]);
        }

        if (scope is { Rooms.Count: 0, Clients.Count: 1, Users.Count: 0 })
        {
            return WithId(scope.Clients[0]);
        }

        var union = new HashSet<Membership>();
        foreach (var name in scope.Rooms)
        {
            union.UnionWith(Named(name));
        }

        foreach (var id in scope.Clients)
        {
            union.UnionWith(WithId(id));
        }

        foreach (var user in scope.Users)
        {
            union.UnionWith(_users.Find(user)?.Members ?? []);
        }

        return [.. union];
    }

    /// <summary>The members of a room; where there is none of the name, the client whose id it is. There are never both: see <see cref="Join"/>.</summary>
    private Membership[] Named(string name) => _rooms.Find(name)?.Members ?? WithId(name);

    private Membership[] WithId(string id) => _clients.TryGetValue(id, out var member) ? [member] : [];
}
