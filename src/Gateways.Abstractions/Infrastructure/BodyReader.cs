using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gateways.Infrastructure;

/// <summary>Finds and reads values in a body of UTF-8 JSON.</summary>
internal static class BodyReader
{
    public static T? Read<T>(ReadOnlySpan<byte> value, JsonTypeInfo<T> contract, BodyPlace place, bool optional, T? fallback)
    {
        if (value.IsEmpty || value.SequenceEqual("null"u8))
        {
            return optional ? fallback : throw new MessageBindingException(place.ToString(), "required", "A value is required.");
        }

        try
        {
            return JsonSerializer.Deserialize(value, contract);
        }
        catch (JsonException error)
        {
            throw new MessageBindingException(place.Below(error.Path), "invalid_type", "The value does not have the expected type.", error);
        }
    }

    /// <summary>The value of a key of the body's object; empty where the body is no object or has no such key. Of equal keys the last counts, as in JavaScript.</summary>
    public static ReadOnlySpan<byte> FindProperty(ReadOnlySpan<byte> body, ReadOnlySpan<byte> name)
    {
        var found = default(ReadOnlySpan<byte>);
        var reader = new Utf8JsonReader(body);
        if (body.IsEmpty || !reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return found;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var match = reader.ValueTextEquals(name);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (match)
            {
                found = body[start..(int)reader.BytesConsumed];
            }
        }

        return found;
    }

    /// <summary>The argument at an index: an element of the body's array, or the body itself where it is the only argument.</summary>
    public static ReadOnlySpan<byte> FindArgument(ReadOnlySpan<byte> body, int index, bool single)
    {
        var reader = new Utf8JsonReader(body);
        if (body.IsEmpty)
        {
            return default;
        }

        if (single || !reader.Read() || reader.TokenType != JsonTokenType.StartArray)
        {
            return index == 0 ? body : default;
        }

        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (i == index)
            {
                return body[start..(int)reader.BytesConsumed];
            }
        }

        return default;
    }

    /// <summary>How many items an array has.</summary>
    public static int CountItems(ReadOnlySpan<byte> array)
    {
        var reader = new Utf8JsonReader(array);
        var count = 0;
        for (reader.Read(); reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++)
        {
            reader.Skip();
        }

        return count;
    }
}
