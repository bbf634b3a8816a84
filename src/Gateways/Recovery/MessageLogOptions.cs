namespace Gateways.Recovery;

/// <summary>How much a log keeps: whichever limit is reached first lets the oldest go.</summary>
/// <param name="Duration">How long.</param>
/// <param name="MaxMessages">How many messages.</param>
/// <param name="MaxBytes">How many bytes of payloads, and 256 for each event. A wire form that is made again for clients who come back is kept with its event, and not counted.</param>
public sealed record MessageLogOptions(TimeSpan Duration, int MaxMessages, long MaxBytes)
{
    /// <summary>What is enough for both: several transports may share a log, and each gets what it has asked for.</summary>
    internal MessageLogOptions Widen(MessageLogOptions other) => new(
        TimeSpan.FromTicks(Math.Max(Duration.Ticks, other.Duration.Ticks)), Math.Max(MaxMessages, other.MaxMessages), Math.Max(MaxBytes, other.MaxBytes));
}
