namespace Gateways;

/// <summary>
/// Limits how often an event may be sent: on a handler, messages of that event; on a gateway, messages of any event, those nobody handles included. What is over the limit is answered with
/// <c>Too many requests</c> and reaches neither guards nor handler. May stand several times.
/// </summary>
/// <param name="permits">How many messages may come within the window. They are given back evenly over the window.</param>
/// <param name="windowSeconds">The window in seconds.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class RateLimitAttribute(int permits, double windowSeconds) : Attribute
{
    /// <summary>How many messages may come within the window.</summary>
    public int Permits { get; } = permits;

    /// <summary>The window in seconds.</summary>
    public double WindowSeconds { get; } = windowSeconds;

    /// <summary>Who shares the permits. Default: each client has its own.</summary>
    public RateLimitScope Scope { get; set; }
}
