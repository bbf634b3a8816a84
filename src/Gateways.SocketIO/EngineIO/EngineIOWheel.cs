namespace Gateways.SocketIO.EngineIO;

/// <summary>
/// A timer wheel: whoever is to be looked at stands in the slot of the beat at which the time comes, so that a beat touches those and no others. Who is due later than the
/// wheel reaches stands in the last slot, and is sent round again. Thread-safe.
/// </summary>
/// <param name="period">Milliseconds from one slot to the next.</param>
internal sealed class EngineIOWheel<T>(long period)
    where T : class, IEngineIORider
{
    private const int SlotCount = 64;

    private readonly Lock _gate = new();
    private readonly LinkedList<T>[] _slots = [.. Enumerable.Range(0, SlotCount).Select(static _ => new LinkedList<T>())];
    private long _beat;

    /// <summary>Puts somebody on the wheel.</summary>
    /// <returns>The place, for <see cref="Hasten"/> and <see cref="Remove"/>.</returns>
    public LinkedListNode<T> Add(T rider, long now)
    {
        var place = new LinkedListNode<T>(rider);
        lock (_gate)
        {
            Put(place, now);
        }

        return place;
    }

    /// <summary>Somebody is to be looked at earlier than was said before: asks again when. Does nothing for who is being looked at, for then it is asked anyway.</summary>
    public void Hasten(LinkedListNode<T> place, long now)
    {
        lock (_gate)
        {
            if (place.List is { } slot)
            {
                slot.Remove(place);
                Put(place, now);
            }
        }
    }

    /// <summary>Takes somebody off, who from now on says so when asked.</summary>
    public void Remove(LinkedListNode<T> place)
    {
        lock (_gate)
        {
            place.List?.Remove(place);
        }
    }

    /// <summary>Looks at everybody whose time has come. One call at a time.</summary>
    public void Turn(long now)
    {
        var last = now / period;
        for (var beat = Math.Max(_beat + 1, last - SlotCount + 1); beat <= last; beat++)
        {
            lock (_gate)
            {
                _beat = beat;
            }

            while (TryTake(beat) is { } place)
            {
                place.Value.Look(now);
                lock (_gate)
                {
                    Put(place, now);
                }
            }
        }
    }

    private LinkedListNode<T>? TryTake(long beat)
    {
        lock (_gate)
        {
            var slot = _slots[beat % SlotCount];
            var first = slot.First;
            if (first is not null)
            {
                slot.Remove(first);
            }

            return first;
        }
    }

    private void Put(LinkedListNode<T> place, long now)
    {
        if (place.Value.NextLook(now) is >= 0 and var due)
        {
            // The beat at or after the time, but never the one that is being looked at, and none that would be taken for an earlier one.
            var beat = Math.Clamp((due + period - 1) / period, _beat + 1, _beat + SlotCount - 1);
            _slots[beat % SlotCount].AddLast(place);
        }
    }
}
