using System.Text.Json;

namespace Gateways.Conformance.Host;

/// <summary>What to ask a client, or everyone in a room, and how long to wait.</summary>
public sealed record AskRequest(JsonElement Question, string? Room = null, int TimeoutMilliseconds = 20_000)
{
    public TimeSpan Timeout => TimeSpan.FromMilliseconds(TimeoutMilliseconds);
}
