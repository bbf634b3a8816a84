namespace Gateways.Timing;

/// <summary>Something that stands on a <see cref="TimerWheel{T}"/>.</summary>
/// <typeparam name="T">The implementing type itself.</typeparam>
public interface ITimed<T>
    where T : class, ITimed<T>
{
    /// <summary>Where it stands: a field that is kept for the wheel, which alone reads and writes it.</summary>
    ref TimerPlace<T> Place { get; }

    /// <summary>When its time comes next, by the wheel's clock: too early is looked at in vain, too late is late. Null for never. Called under the wheel's lock: take no other.</summary>
    long? NextTime(long now);

    /// <summary>The time has come, or a little has passed. Never called twice at once, and never under a lock. Does not throw.</summary>
    void OnTime(long now);
}
