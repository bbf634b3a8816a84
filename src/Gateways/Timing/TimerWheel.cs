namespace Gateways.Timing;

/// <summary>
/// A timer wheel: whoever is to be looked at stands in the slot of the beat at which the time comes, so that a beat touches those and no others, and who waits for nothing costs
/// nothing. Who is due later than the wheel reaches stands in the last slot, and is sent round again. Thread-safe.
/// <see href="https://doi.org/10.1145/41457.37504">Varghese and Lauck, Hashed and hierarchical timing wheels</see>
/// </summary>
/// <typeparam name="T">Who stands on it.</typeparam>
/// <param name="period">From one slot to the next, in the unit of the clock; at least 1.</param>
public sealed class TimerWheel<T>(long period)
    where T : class, ITimed<T>
{
    private const int SlotCount = 64;

    private readonly Lock _gate = new();
    private readonly List<T>[] _slots = [.. Enumerable.Range(0, SlotCount).Select(static _ => new List<T>())];
    private long _beat;

    /// <summary>
    /// Asks somebody when its time comes, and puts it there: who is new, or is to be looked at earlier than it has said before. What changes while it is being looked at is asked for again
    /// after that, too.
    /// </summary>
    public void Schedule(T item, long now)
    {
        ArgumentNullException.ThrowIfNull(item);
        lock (_gate)
        {
            Take(item);
            Put(item, now);
        }
    }

    /// <summary>Takes somebody off, who from now on says that its time never comes: it may be being looked at. Does nothing for who is not on the wheel.</summary>
    public void Remove(T item)
    {
        ArgumentNullException.ThrowIfNull(item);
        lock (_gate)
        {
            Take(item);
        }
    }

    /// <summary>Looks at everybody whose time has come, also at beats that were missed. One call at a time.</summary>
    public void Turn(long now)
    {
        var last = now / period;
        for (var beat = Math.Max(_beat + 1, last - SlotCount + 1); beat <= last; beat++)
        {
            lock (_gate)
            {
                _beat = beat;
            }

            while (TakeLast(_slots[beat % SlotCount]) is { } item)
            {
                item.OnTime(now);
                Schedule(item, now);
            }
        }
    }

    private T? TakeLast(List<T> slot)
    {
        lock (_gate)
        {
            if (slot.Count == 0)
            {
                return null;
            }

            var item = slot[^1];
            Take(item);
            return item;
        }
    }

    private void Take(T item)
    {
        ref var place = ref item.Place;
        if (place.Slot == 0)
        {
            return;
        }

        // The last one of the slot moves to the place that is free now.
        var slot = _slots[place.Slot - 1];
        var last = slot[^1];
        slot[place.Index] = last;
        last.Place.Index = place.Index;
        slot.RemoveAt(slot.Count - 1);
        place = default;
    }

    private void Put(T item, long now)
    {
        if (item.NextTime(now) is { } due)
        {
            // The beat at or after the time, but never the one that is being looked at, and none that would be taken for an earlier one.
            var beat = Math.Clamp((due + period - 1) / period, _beat + 1, _beat + SlotCount - 1);
            var slot = _slots[beat % SlotCount];
            item.Place = new TimerPlace { Slot = (int)(beat % SlotCount) + 1, Index = slot.Count };
            slot.Add(item);
        }
    }
}
