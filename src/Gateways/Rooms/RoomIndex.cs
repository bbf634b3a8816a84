using System.Collections.Concurrent;

namespace Gateways.Rooms;

/// <summary>Rooms by name. A room exists as long as it has members.</summary>
internal sealed class RoomIndex
{
    private readonly ConcurrentDictionary<string, Room> _rooms = new(StringComparer.Ordinal);

    public Room? Find(string name) => _rooms.GetValueOrDefault(name);

    public void Add(string name, Membership member)
    {
        while (!_rooms.GetOrAdd(name, static _ => new Room()).TryAdd(member))
        {
            // It died between the look-up and the add; the next look-up makes a new one.
        }
    }

    public void Remove(string name, Membership member)
    {
        if (_rooms.TryGetValue(name, out var room) && room.Remove(member))
        {
            _rooms.TryRemove(KeyValuePair.Create(name, room));
        }
    }

    public RoomInfo[] List() => [.. _rooms.Select(static pair => new RoomInfo(pair.Key, pair.Value.Count)).Where(static room => room.Count > 0)];
}
