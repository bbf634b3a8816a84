namespace Gateways;

/// <summary>Who shares the permits of a rate limit.</summary>
public enum RateLimitScope
{
    /// <summary>Each client has its own.</summary>
    Client,

    /// <summary>All clients of a user share theirs, on one server; a client without a user has its own.</summary>
    User,

    /// <summary>Each client has its own for each event; all events without a handler count as one.</summary>
    Event,

    /// <summary>Everybody shares them, on one server.</summary>
    Everyone,
}
