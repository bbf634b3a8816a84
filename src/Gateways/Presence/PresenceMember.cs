namespace Gateways.Presence;

/// <summary>A client that is tracked.</summary>
/// <param name="ClientId">The client.</param>
/// <param name="UserId">Whom it belongs to.</param>
public readonly record struct PresenceMember(string ClientId, string UserId);
