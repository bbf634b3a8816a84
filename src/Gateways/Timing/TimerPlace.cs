using System.Diagnostics.CodeAnalysis;

namespace Gateways.Timing;

/// <summary>A place on a <see cref="TimerWheel{T}"/>. The default value is none.</summary>
[SuppressMessage("Performance", "CA1815", Justification = "Never compared: it is a field of the wheel that lies in somebody else's object.")]
public struct TimerPlace
{
    /// <summary>The slot's number, from 1: 0 is none.</summary>
    internal int Slot;

    /// <summary>The place in the slot.</summary>
    internal int Index;
}
