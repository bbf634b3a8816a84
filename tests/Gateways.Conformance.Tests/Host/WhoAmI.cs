namespace Gateways.Conformance.Host;

/// <summary>What the server knows about the caller.</summary>
public sealed record WhoAmI(
    string Id,
    string ConnectionId,
    string Transport,
    string Namespace,
    string? UserId,
    string? Token,
    IReadOnlyCollection<string> Rooms);
