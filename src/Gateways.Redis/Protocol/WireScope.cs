using Gateways.Adapters;

namespace Gateways.Redis.Protocol;

/// <summary>
/// Who should hear, as the wire has it: names of rooms, and names of rooms to leave out. To Node a client is the room of its own id, and a
/// user can be a room named <c>user:ann</c>. So that nothing of this is guessed between servers of this library, they add how many of the names are rooms,
/// then clients, then users, and how many exceptions are rooms, then clients: <c>scope:[1,0,2,1]</c>. Node ignores it.
/// </summary>
/// <param name="Rooms">Rooms, then client ids, then users with their prefix.</param>
/// <param name="Except">Rooms, then client ids.</param>
/// <param name="Counts">Rooms, clients and users in <paramref name="Rooms"/>, rooms in <paramref name="Except"/>; empty when the sender is not of this library.</param>
internal readonly record struct WireScope(string[] Rooms, string[] Except, int[] Counts)
{
    /// <summary>As many as <see cref="Counts"/> counts.</summary>
    public const int CountsLength = 4;

    /// <summary>What most emits are for: everyone, or one room.</summary>
    private static readonly int[] NoCounts = [0, 0, 0, 0];
    private static readonly int[] OneRoom = [1, 0, 0, 0];

    public static WireScope Everyone { get; } = new([], [], []);

    /// <summary>Whether the sender said what its names mean, and so is of this library.</summary>
    public bool IsExact => Counts.Length == CountsLength;

    public static WireScope From(EmitScope scope, string userPrefix)
    {
        string[] except = scope.ExceptClients.Count == 0 ? [.. scope.ExceptRooms] : [.. scope.ExceptRooms, .. scope.ExceptClients];
        string[] rooms = scope.Clients.Count + scope.Users.Count == 0 ? [.. scope.Rooms] : [.. scope.Rooms, .. scope.Clients, .. WithPrefix(userPrefix, scope.Users)];
        var counts = rooms.Length + scope.ExceptRooms.Count == 0 ? NoCounts
            : scope is { Rooms.Count: 1, ExceptRooms.Count: 0 } && rooms.Length == 1 ? OneRoom
            : [scope.Rooms.Count, scope.Clients.Count, scope.Users.Count, scope.ExceptRooms.Count];
        return new WireScope(rooms, except, counts);
    }

    /// <summary>What the names mean here. A name from Node may be a room or a client, which an adapter tells apart by itself, or a user.</summary>
    public bool TryRead(string userPrefix, out EmitScope scope)
    {
        scope = EmitScope.Everyone;
        if (IsExact)
        {
            return TryReadExact(userPrefix, out scope);
        }

        if (Rooms.Length + Except.Length > 0)
        {
            scope = new EmitScope
            {
                Rooms = Rooms,
                Users = [.. Rooms.Where(room => room.StartsWith(userPrefix, StringComparison.Ordinal)).Select(room => room[userPrefix.Length..])],
                ExceptRooms = Except,
            };
        }

        return true;
    }

    private static IEnumerable<string> WithPrefix(string prefix, IReadOnlyList<string> users) => users.Select(user => prefix + user);

    private bool TryReadExact(string userPrefix, out EmitScope scope)
    {
        var (rooms, clients, users, exceptRooms) = (Counts[0], Counts[1], Counts[2], Counts[3]);
        if (rooms < 0 || clients < 0 || users < 0 || exceptRooms < 0 || exceptRooms > Except.Length || (long)rooms + clients + users != Rooms.Length
            || !Rooms.Skip(rooms + clients).All(room => room.StartsWith(userPrefix, StringComparison.Ordinal)))
        {
            scope = EmitScope.Everyone;
            return false;
        }

        scope = new EmitScope
        {
            Rooms = Rooms[..rooms],
            Clients = clients == 0 ? [] : Rooms[rooms..(rooms + clients)],
            Users = users == 0 ? [] : [.. Rooms[(rooms + clients)..].Select(room => room[userPrefix.Length..])],
            ExceptRooms = Except[..exceptRooms],
            ExceptClients = exceptRooms == Except.Length ? [] : Except[exceptRooms..],
        };
        return true;
    }
}
