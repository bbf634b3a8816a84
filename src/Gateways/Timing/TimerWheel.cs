namespace Gateways.Timing;

/// <summary>
/// A timer wheel: whoever is to be looked at stands in the slot of the beat at which the time comes, so that a beat touches those and no others, and who waits for nothing costs
/// nothing. It takes no memory but a place in each. Who is due later than the wheel reaches stands in the last slot, and is sent round again. Thread-safe.
/// <see href="https://doi.org/10.1145/41457.37504">Varghese and Lauck, Hashed and hierarchical timing wheels</see>
/// </summary>
/// <typeparam name="T">Who stands on it.</typeparam>
/// <param name="period">From one slot to the next, in the unit of the clock; at least 1.</param>
public sealed class TimerWheel<T>(long period)
    where T : class, ITimed<T>
{
    private const int SlotCount = 64;

    private readonly Lock _gate = new();
    private readonly T?[] _firsts = new T?[SlotCount];
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

            while (TakeFirst(beat % SlotCount) is { } item)
            {
                item.OnTime(now);
                Schedule(item, now);
            }
        }
    }

    private T? TakeFirst(long slot)
    {
        lock (_gate)
        {
            var item = _firsts[slot];
            if (item is not null)
            {
                Take(item);
            }

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

        if (place.Previous is { } previous)
        {
            previous.Place.Next = place.Next;
        }
        else
        {
            _firsts[place.Slot - 1] = place.Next;
        }

        if (place.Next is { } next)
        {
            next.Place.Previous = place.Previous;
        }

        place = default;
    }

    private void Put(T item, long now)
    {
        if (item.NextTime(now) is not { } due)
        {
            return;
        }

        // The beat at or after the time, but never the one that is being looked at, and none that would be taken for an earlier one.
        var beat = Math.Clamp((due + period - 1) / period, _beat + 1, _beat + SlotCount - 1);
        ref var first = ref _firsts[beat % SlotCount];
        item.Place = new TimerPlace<T> { Slot = (int)(beat % SlotCount) + 1, Next = first };
        if (first is not null)
        {
            first.Place.Previous = item;
        }

        first = item;
    }
}
