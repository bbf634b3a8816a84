using System.Collections.Concurrent;
using Gateways.Rooms;

namespace Gateways.Adapters;

/// <summary>Rooms and fan-out of one namespace on one server. Nothing here waits: every method completes before it returns, but for acks.</summary>
/// <param name="maxRoomsPerClient">How many rooms one client may be in.</param>
/// <param name="time">The clock for acks.</param>
public sealed partial class InMemoryAdapter(int maxRoomsPerClient, TimeProvider time) : IAdapter
{
    private readonly ConcurrentDictionary<string, Membership> _clients = new(StringComparer.Ordinal);
    private readonly RoomIndex _rooms = new();
    private readonly RoomIndex _users = new();
    private readonly Room _everyone = new();

    /// <inheritdoc/>
    public ValueTask StartAsync(CancellationToken cancellationToken) => default;

    /// <inheritdoc/>
    public ValueTask AddAsync(IAdapterClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (!_clients.TryAdd(client.Id, new Membership(client)))
        {
            throw new InvalidOperationException($"A client with the id '{client.Id}' is here already.");
        }

        // Who had joined its id while it was away shall not hear what is for it.
        foreach (var stranger in _rooms.Find(client.Id)?.Members ?? [])
        {
            Leave(stranger, client.Id);
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask AdmitAsync(IAdapterClient client, CancellationToken cancellationToken)
    {
        if (MembershipOf(client) is { } member)
        {
            lock (member)
            {
                if (!member.IsGone && !member.IsAdmitted)
                {
                    member.IsAdmitted = true;
                    _everyone.TryAdd(member);
                    SetUser(member, client.UserIdentifier);
                }
            }
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask UserChangedAsync(IAdapterClient client)
    {
        if (MembershipOf(client) is { } member)
        {
            lock (member)
            {
                if (member is { IsGone: false, IsAdmitted: true })
                {
                    SetUser(member, client.UserIdentifier);
                }
            }
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyCollection<string>> RemoveAsync(IAdapterClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (MembershipOf(client) is not { } member || !_clients.TryRemove(KeyValuePair.Create(client.Id, member)))
        {
            return new([]);
        }

        lock (member)
        {
            member.IsGone = true;
            var rooms = member.Snapshot();
            foreach (var room in rooms)
            {
                _rooms.Remove(room, member);
            }

            if (member.IsAdmitted)
            {
                _everyone.Leave(member);
                SetUser(member, null);
            }

            return new(rooms);
        }
    }

    /// <inheritdoc/>
    public ValueTask JoinAsync(IAdapterClient client, IReadOnlyCollection<string> rooms, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rooms);
        if (MembershipOf(client) is { } member)
        {
            lock (member)
            {
                if (member.IsGone)
                {
                    return default;
                }

                if (rooms.FirstOrDefault(room => room != client.Id && _clients.ContainsKey(room)) is { } id)
                {
                    throw IsAnId(id);
                }

                var joined = member.Count + rooms.Distinct(StringComparer.Ordinal).Count(room => !member.Contains(room));
                if (joined > maxRoomsPerClient)
                {
                    throw new InvalidOperationException($"Client '{client.Id}' would be in {joined} rooms; GatewayOptions.MaxRoomsPerClient allows {maxRoomsPerClient}.");
                }

                foreach (var room in rooms)
                {
                    Join(member, room);
                }
            }
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask LeaveAsync(IAdapterClient client, string room, CancellationToken cancellationToken)
    {
        if (MembershipOf(client) is { } member)
        {
            Leave(member, room);
        }

        return default;
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> GetRooms(IAdapterClient client) => MembershipOf(client) is { } member ? Snapshot(member) : [];

    /// <inheritdoc/>
    public IAdapterClient? Find(string clientId) => _clients.GetValueOrDefault(clientId)?.Client;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RoomInfo>> GetRoomsAsync(CancellationToken cancellationToken) => new(_rooms.List());

    /// <inheritdoc/>
    public ValueTask<int> CountServersAsync(CancellationToken cancellationToken) => new(1);

    /// <inheritdoc/>
    public ValueTask ServerSideEmitAsync(ServerSideEvent serverSideEvent, CancellationToken cancellationToken) => default;

    /// <inheritdoc/>
    public ValueTask<ServerSideAnswers> ServerSideEmitWithAckAsync(ServerSideEvent serverSideEvent, TimeSpan timeout, CancellationToken cancellationToken) =>
        new(new ServerSideAnswers([], 0));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;

    private static string[] Snapshot(Membership member)
    {
        lock (member)
        {
            return member.Snapshot();
        }
    }

    private Membership? MembershipOf(IAdapterClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return _clients.TryGetValue(client.Id, out var member) && ReferenceEquals(member.Client, client) ? member : null;
    }

    private void SetUser(Membership member, string? user)
    {
        if (member.User == user)
        {
            return;
        }

        if (member.User is not null)
        {
            _users.Remove(member.User, member);
        }

        if (user is not null)
        {
            _users.Add(user, member);
        }

        member.User = user;
    }

    /// <summary>
    /// A client is reached by its own id as by the name of a room, so no room may have the name of a client that is here: its members would hear what is for one alone. Who looks first
    /// matters when both come at once: the client is known before it looks for the room, the room before its member looks for the client.
    /// </summary>
    private void Join(Membership member, string room)
    {
        if (room != member.Client.Id && member.Add(room))
        {
            _rooms.Add(room, member);
            if (_clients.ContainsKey(room))
            {
                Leave(member, room);
            }
        }
    }

    private static ArgumentException IsAnId(string room) => new($"'{room}' is the id of a client, and no other client may join a room of that name. To send to that client, use ToClient.", nameof(room));

    private void Leave(Membership member, string room)
    {
        lock (member)
        {
            if (member.Remove(room))
            {
                _rooms.Remove(room, member);
            }
        }
    }
}
