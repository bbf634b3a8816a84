using System.Text.Json;

namespace Gateways.Conformance.Host;

/// <summary>How one question to a room ended.</summary>
public sealed record AskAllOutcome(IReadOnlyList<JsonElement> Replies, IReadOnlyList<string> Errors, int Missing, bool Complete);
