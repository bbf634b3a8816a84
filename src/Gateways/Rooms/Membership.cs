using Gateways.Adapters;

namespace Gateways.Rooms;

/// <summary>One client and the rooms it is in. Its own monitor guards it: a client that has left can join nothing, however the calls race.</summary>
internal sealed class Membership(IAdapterClient client)
{
    private static readonly string[] None = [];
    private HashSet<string>? _rooms;

    public IAdapterClient Client { get; } = client;

    public bool IsAdmitted { get; set; }

    public bool IsGone { get; set; }

    /// <summary>The user under whom the client is indexed.</summary>
    public string? User { get; set; }

    public int Count => _rooms?.Count ?? 0;

    public bool Add(string room) => (_rooms ??= new HashSet<string>(StringComparer.Ordinal)).Add(room);

    public bool Remove(string room) => _rooms?.Remove(room) ?? false;

    public bool Contains(string room) => _rooms?.Contains(room) ?? false;

    public bool ContainsAny(IReadOnlyList<string> rooms)
    {
        lock (this)
        {
            for (var i = 0; i < rooms.Count; i++)
            {
                if (Contains(rooms[i]))
                {
                    return true;
                }
            }

            return false;
        }
    }

    public string[] Snapshot() => _rooms is { Count: > 0 } rooms ? [.. rooms] : None;
}
