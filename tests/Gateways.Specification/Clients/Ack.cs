namespace Gateways.Specification.Clients;

/// <summary>How the server answered a call.</summary>
/// <param name="Value">The value as JSON; null when the answer was empty.</param>
/// <param name="Error">The error: JSON, or text where the protocol knows only text; null when there was none.</param>
public sealed record Ack(string? Value, string? Error);
