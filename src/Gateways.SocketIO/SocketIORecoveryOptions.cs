namespace Gateways;

/// <summary>
/// Connection state recovery: a client that comes back soon gets its id, rooms, data and user identifier back, and the events it has missed. Unless told otherwise its connection guards run
/// again, and the user they let in must be the same. One that is back before handlers and the disconnect hook of its old link have ended waits for them, at most 5 seconds; then it starts anew.
/// </summary>
public sealed class SocketIORecoveryOptions
{
    /// <summary>How long a client may be away. Default: 2 minutes. Events are kept as long.</summary>
    public TimeSpan MaxDisconnectionDuration { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Whether a client that comes back is let in as the user it was, without connection guards, connection middleware and authorization: Node's <c>skipMiddlewares</c>, which there is on.
    /// Its secret is then all it needs; a user that its request names must still be the same. Who cannot resume is asked as ever. Default: false.
    /// </summary>
    public bool SkipGuards { get; set; }

    /// <summary>How many events are kept per namespace. Default: 10 000. Who has missed more starts anew, and so does who has missed more than half of <see cref="GatewayOptions.MaxOutboundBytes"/>.</summary>
    public int MaxEvents { get; set; } = 10_000;

    /// <summary>How many bytes of events are kept per namespace. Default: 16 MiB.</summary>
    public int MaxBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>
    /// How many clients that are away are remembered per gateway path; the namespaces of a path with route parameters share it. Default: 10 000. Beyond, the one that is away longest is forgotten.
    /// </summary>
    public int MaxSessions { get; set; } = 10_000;
}
