namespace Gateways.Recovery;

/// <summary>How much a log keeps: whichever limit is reached first lets the oldest go.</summary>
/// <param name="Duration">How long.</param>
/// <param name="MaxMessages">How many messages.</param>
/// <param name="MaxBytes">How many bytes of payloads.</param>
public sealed record MessageLogOptions(TimeSpan Duration, int MaxMessages, long MaxBytes);
