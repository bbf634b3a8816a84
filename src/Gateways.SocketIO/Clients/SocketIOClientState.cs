namespace Gateways.SocketIO.Clients;

/// <summary>How far a client of one namespace has come.</summary>
internal enum SocketIOClientState
{
    /// <summary>It has asked to be let in, and has no answer yet.</summary>
    Asking,

    /// <summary>It is in.</summary>
    Joined,

    /// <summary>This side has ended it. What it had sent before it knew is ignored.</summary>
    Ended,
}
