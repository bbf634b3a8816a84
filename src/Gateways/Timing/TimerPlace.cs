using System.Diagnostics.CodeAnalysis;

namespace Gateways.Timing;

/// <summary>A place on a <see cref="TimerWheel{T}"/>: the link of a list that takes no memory besides. The default value is none.</summary>
/// <typeparam name="T">Who stands on the wheel.</typeparam>
[SuppressMessage("Performance", "CA1815", Justification = "Never compared: it is a field of the wheel that lies in somebody else's object.")]
public struct TimerPlace<T>
    where T : class, ITimed<T>
{
    /// <summary>The slot's number, from 1: 0 is none.</summary>
    internal int Slot;

    /// <summary>Who stands behind in the slot.</summary>
    internal T? Next;

    /// <summary>Who stands in front in the slot; null for the first.</summary>
    internal T? Previous;
}
