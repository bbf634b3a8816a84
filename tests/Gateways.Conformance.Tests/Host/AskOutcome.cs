using System.Text.Json;

namespace Gateways.Conformance.Host;

/// <summary>How one question to one client ended.</summary>
public sealed record AskOutcome(string Outcome, JsonElement? Answer = null, string? Error = null);
