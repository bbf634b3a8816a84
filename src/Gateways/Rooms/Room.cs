namespace Gateways.Rooms;

/// <summary>
/// The members of one room. An emit walks over an array that is made when the first emit after a change needs it, so that a thousand
/// joins in a row cost no copies, and an emit holds no lock while it walks.
/// </summary>
internal sealed class Room
{
    private readonly HashSet<Membership> _members = [];
    private Membership[]? _snapshot;
    private bool _isDead;

    public int Count => Volatile.Read(ref _snapshot)?.Length ?? Members.Length;

    public Membership[] Members
    {
        get
        {
            if (Volatile.Read(ref _snapshot) is { } known)
            {
                return known;
            }

            lock (this)
            {
                return _snapshot ??= [.. _members];
            }
        }
    }

    /// <returns>False when the room was emptied and taken away meanwhile: look it up again.</returns>
    public bool TryAdd(Membership member)
    {
        lock (this)
        {
            if (_isDead)
            {
                return false;
            }

            if (_members.Add(member))
            {
                _snapshot = null;
            }

            return true;
        }
    }

    /// <summary>Takes a member out of a room that outlives its members.</summary>
    public void Leave(Membership member)
    {
        lock (this)
        {
            if (_members.Remove(member))
            {
                _snapshot = null;
            }
        }
    }

    /// <summary>Takes a member out, and the room with it when it was the last one.</summary>
    /// <returns>True when the room is empty now, and dead.</returns>
    public bool Remove(Membership member)
    {
        lock (this)
        {
            Leave(member);
            return _isDead = _members.Count == 0;
        }
    }
}
