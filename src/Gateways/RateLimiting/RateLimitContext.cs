namespace Gateways;

/// <summary>What a rate limiter may tell messages apart by.</summary>
/// <param name="Client">The client that has sent the message.</param>
/// <param name="EventName">The event as its handler declares it; <c>*</c> for an event of a catch-all handler; empty for one without a handler.</param>
public readonly record struct RateLimitContext(IGatewayClient Client, string EventName);
