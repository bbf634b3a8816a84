namespace Gateways;

/// <summary>What becomes of a message over a rate limit. An ack that was asked for fails with <c>Too many requests</c> in any case.</summary>
public enum RateLimitRejection
{
    /// <summary>The client is also told by an <c>exception</c> event.</summary>
    Exception,

    /// <summary>It is dropped and counted.</summary>
    Drop,

    /// <summary>The client is disconnected with <see cref="CloseReason.PolicyViolation"/>.</summary>
    Close,
}
