namespace Gateways.Adapters;

/// <summary>Who should hear: the union of rooms, clients and users, or everyone when none is named, without the exceptions.</summary>
public sealed record EmitScope
{
    /// <summary>Everyone in the namespace.</summary>
    public static EmitScope Everyone { get; } = new();

    /// <summary>Rooms whose members hear. A name that is no room, but the id of a client, is that client.</summary>
    public IReadOnlyList<string> Rooms { get; init; } = [];

    /// <summary>Clients who hear, by id.</summary>
    public IReadOnlyList<string> Clients { get; init; } = [];

    /// <summary>Users whose clients hear.</summary>
    public IReadOnlyList<string> Users { get; init; } = [];

    /// <summary>Rooms whose members do not hear; also a client whose id is among them.</summary>
    public IReadOnlyList<string> ExceptRooms { get; init; } = [];

    /// <summary>Clients who do not hear, by id.</summary>
    public IReadOnlyList<string> ExceptClients { get; init; } = [];

    /// <summary>Whether only clients of this server hear.</summary>
    public bool IsLocal { get; init; }

    /// <summary>Whether nobody was named, so that everyone hears.</summary>
    public bool IsEveryone => Rooms.Count == 0 && Clients.Count == 0 && Users.Count == 0;
}
