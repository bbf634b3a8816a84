using System.Text.Json;

namespace Gateways.Testing.Clients;

/// <summary>The server's ack.</summary>
/// <param name="Value">What it carries; null when it is empty.</param>
/// <param name="Error">The error as text; null when there was none.</param>
/// <param name="ErrorPayload">The whole error; null where the transport carries text alone.</param>
internal readonly record struct CallAnswer(JsonElement? Value, string? Error = null, JsonElement? ErrorPayload = null)
{
    /// <summary>A failed ack of a transport that carries the whole payload.</summary>
    public static CallAnswer Failed(JsonElement payload) =>
        new(null, GatewayTestError.TextOf(payload) is { Length: > 0 } text ? text : payload.GetRawText(), payload);
}
