using System.Text.Json;

namespace Gateways.Testing;

/// <summary>What a client heard of an error on the server: the payload of the event <c>exception</c>.</summary>
/// <param name="Text">Its <c>message</c>, or the payload itself when that is a text; empty when there is neither.</param>
/// <param name="Payload">The whole payload.</param>
public sealed record GatewayTestError(string Text, JsonElement Payload)
{
    internal static GatewayTestError Of(JsonElement payload) => new(TextOf(payload), payload);

    internal static string TextOf(JsonElement payload) => payload.ValueKind switch
    {
        JsonValueKind.String => payload.GetString()!,
        JsonValueKind.Object when payload.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String => message.GetString()!,
        _ => "",
    };
}
