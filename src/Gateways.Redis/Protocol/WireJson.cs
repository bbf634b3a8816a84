using System.Text.Json;
using Gateways.Msgpack;

namespace Gateways.Redis.Protocol;

/// <summary>What the JSON messages between servers are made of. What is not what it should be is as if it were not there.</summary>
internal static class WireJson
{
    public static readonly JsonDocumentOptions Options = new() { MaxDepth = MsgpackToJson.DefaultMaxDepth + 4 };

    public static string? Text(JsonElement root, ReadOnlySpan<byte> property) =>
        root.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static long Number(JsonElement root, ReadOnlySpan<byte> property) =>
        root.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : 0;

    /// <summary>JavaScript takes numbers for names too.</summary>
    public static string[] Names(JsonElement root, ReadOnlySpan<byte> property) =>
        root.TryGetProperty(property, out var names) && names.ValueKind == JsonValueKind.Array
            ? [.. names.EnumerateArray().Select(static name => name.ValueKind == JsonValueKind.String ? name.GetString()! : name.GetRawText())]
            : [];

    public static void WriteNames(Utf8JsonWriter json, string property, IEnumerable<string> names)
    {
        json.WriteStartArray(property);
        foreach (var name in names)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
    }
}
