namespace Gateways.Conformance.Host;

/// <summary>An error payload of the application's own shape.</summary>
public sealed record Failure(int Code, string Why);
