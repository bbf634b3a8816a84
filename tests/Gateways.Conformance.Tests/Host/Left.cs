namespace Gateways.Conformance.Host;

/// <summary>A client that was in the room is gone, and why.</summary>
public sealed record Left(string Id, string Reason);
