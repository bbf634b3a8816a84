namespace Gateways;

/// <summary>A client that answered with an error, or with something else than what was asked for.</summary>
/// <param name="ClientId">The client that answered.</param>
/// <param name="Error">What it said. The text comes from the client: do not trust it.</param>
public readonly record struct AckError(string ClientId, string Error);
