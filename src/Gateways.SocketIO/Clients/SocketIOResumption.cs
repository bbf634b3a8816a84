namespace Gateways.SocketIO.Clients;

/// <summary>A client's wish to go on where it was.</summary>
/// <param name="session">What was kept of it.</param>
/// <param name="offset">The last event it has heard.</param>
internal sealed class SocketIOResumption(SocketIOSavedSession session, string offset)
{
    public SocketIOSavedSession Session { get; } = session;

    public string Offset { get; } = offset;

    /// <summary>Whether nobody was asked about it, so that it may come in as who it was and not in any other way.</summary>
    public bool SkipsGuards { get; set; }
}
