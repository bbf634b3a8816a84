namespace Gateways;

/// <summary>
/// Recovery: every event has an id, and a client that comes back with the last one it has heard (<c>Last-Event-ID</c>, or <c>?lastEventId=</c> for clients that cannot set the header) hears what it
/// has missed, in order and once. It passes all guards again, and hears what is for the rooms and the user it has now; what was emitted to its old client id alone ended with that. When it cannot be
/// proven that nothing is missing, the client hears the event <c>gap</c> first: it has been away too long, has missed too much, or was on another server. Who is let into a room may so hear what was
/// said there during <see cref="MaxDisconnectionDuration"/>.
/// </summary>
public sealed class ServerSentEventsRecoveryOptions
{
    /// <summary>How long events are kept for clients that are away. Default: 2 minutes.</summary>
    public TimeSpan MaxDisconnectionDuration { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How many events are kept per namespace. Default: 10 000.</summary>
    public int MaxEvents { get; set; } = 10_000;

    /// <summary>How many bytes of events are kept per namespace. Default: 16 MiB.</summary>
    public int MaxBytes { get; set; } = 16 * 1024 * 1024;
}
