namespace Gateways.ServerSentEvents.Tests.Endpoints;

/// <summary>Something for one user.</summary>
public sealed record UserEvent(string UserId, object Payload);
