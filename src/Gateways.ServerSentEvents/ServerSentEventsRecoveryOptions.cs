namespace Gateways;

/// <summary>
/// Recovery: events have an id, but for those to one client alone, and a client that comes back with the last one it has heard (<c>Last-Event-ID</c>, or <c>?lastEventId=</c> for clients that cannot set the header) hears what it
/// has missed, in order and once. It passes all guards again, and hears what is for the rooms and the user it has now; what was emitted to its old client id alone ended with that. When it cannot be
/// proven that nothing is missing, the client hears the event <c>gap</c> first: it has been away too long, has missed more than half of <see cref="GatewayOptions.MaxOutboundBytes"/>, or was on
/// another server. Who is let into a room may so hear what was said there during <see cref="MaxDisconnectionDuration"/>.
/// </summary>
/// <remarks>
/// A client that comes back is a new one with a new id, and what was said about the old one is among what it has missed: a page that lists who is there also hears that it has left itself. Compare
/// users, or ids in the payload, rather than counting. While its connection hook runs a client hears nothing that is kept: it gets it in order when the hook has ended.
/// </remarks>
public sealed class ServerSentEventsRecoveryOptions
{
    /// <summary>How long events are kept for clients that are away; less than 24 days. Default: 2 minutes.</summary>
    public TimeSpan MaxDisconnectionDuration { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How many events are kept per namespace. Default: 10 000.</summary>
    public int MaxEvents { get; set; } = 10_000;

    /// <summary>How many bytes of events are kept per namespace: payloads, and 256 for each event; twice as many where clients come back, whose form of an event is kept with it. Default: 16 MiB.</summary>
    public int MaxBytes { get; set; } = 16 * 1024 * 1024;
}
