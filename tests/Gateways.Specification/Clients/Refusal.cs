namespace Gateways.Specification.Clients;

/// <summary>How a client was kept out.</summary>
/// <param name="Status">The HTTP status; null where the protocol refuses without one.</param>
/// <param name="Json">The error as JSON; empty when there was none.</param>
public sealed record Refusal(int? Status, string Json);
