using System.Runtime.InteropServices;
using System.Text.Json;
using Gateways.Msgpack;

namespace Gateways.Redis.Protocol;

/// <summary>What the JSON messages between servers are made of. What is not what it should be is as if it were not there.</summary>
internal static class WireJson
{
    public static readonly JsonDocumentOptions Options = new() { MaxDepth = MsgpackToJson.DefaultMaxDepth + 4 };

    /// <summary>A response, the clients, a client, its data, a value of it, and one more level, by which a value that is too deep is known.</summary>
    private static readonly JsonDocumentOptions ResponseOptions = new() { MaxDepth = ClientDataSnapshot.MaxDepth + 5 };

    /// <summary>
    /// Parses a response. It may hold what applications keep on clients, as deep as they like: what begins too deep is a zero, and what it is in is still too deep to be taken. A document of any depth
    /// would cost the square of it.
    /// </summary>
    /// <param name="payload">The response.</param>
    /// <param name="isWhole">Whether nothing in it was too deep.</param>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static JsonDocument ParseResponse(ReadOnlyMemory<byte> payload, out bool isWhole)
    {
        isWhole = true;
        try
        {
            return JsonDocument.Parse(payload, ResponseOptions);
        }
        catch (JsonException)
        {
            isWhole = false;
            return JsonDocument.Parse(Flatten(payload.Span, ResponseOptions.MaxDepth), ResponseOptions);
        }
    }

    /// <summary>A property of an object. Unlike <see cref="JsonElement.TryGetProperty(string, out JsonElement)"/> it does not fall over another whose name is a text only in JavaScript.</summary>
    public static bool TryFind(JsonElement root, ReadOnlySpan<byte> property, out JsonElement value)
    {
        value = default;
        foreach (var candidate in root.EnumerateObject())
        {
            if (JsonMarshal.GetRawUtf8PropertyName(candidate).SequenceEqual(property))
            {
                value = candidate.Value;
            }
        }

        return value.ValueKind != JsonValueKind.Undefined;
    }

    public static string? Text(JsonElement root, ReadOnlySpan<byte> property) => TryFind(root, property, out var value) ? Text(value) : null;

    /// <summary>A text; null when it is none, or one only in JavaScript.</summary>
    public static string? Text(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, or no UTF-8.
            return null;
        }
    }

    /// <summary>The name of a property; null when it is a text only in JavaScript.</summary>
    public static string? NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, or no UTF-8.
            return null;
        }
    }

    public static long Number(JsonElement root, ReadOnlySpan<byte> property) =>
        TryFind(root, property, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : 0;

    /// <summary>JavaScript takes numbers for names too.</summary>
    /// <exception cref="InvalidOperationException">A name is a text only in JavaScript. It must not go unsaid: without it a request could be for everyone.</exception>
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

    private static byte[] Flatten(ReadOnlySpan<byte> json, int maxDepth)
    {
        var flat = json.ToArray();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject && reader.CurrentDepth >= maxDepth)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                flat.AsSpan(start..(int)reader.BytesConsumed).Fill((byte)' ');
                flat[start] = (byte)'0';
            }
        }

        return flat;
    }
}
