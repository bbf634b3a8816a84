using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Gateways.Protocol;

/// <summary>
/// Text as a JSON string, and back. JSON may escape half of a surrogate pair, as <c>"\ud800"</c>: JavaScript takes it for text, .NET has no such text and throws.
/// </summary>
public static class JsonText
{
    /// <summary><c>\uXXXX</c></summary>
    private const int EscapeLength = 6;

    /// <summary>A text as a JSON string with its quotes, in UTF-8. Half of a surrogate pair becomes the replacement character.</summary>
    public static byte[] Encode(string text)
    {
        using var scratch = ScratchWriter.Rent();
        var json = scratch.StartJson();
        json.WriteStringValue(text);
        json.Flush();
        return scratch.WrittenSpan.ToArray();
    }

    /// <summary>The text between a JSON string's quotes with its escapes resolved, in UTF-8.</summary>
    /// <exception cref="InvalidOperationException">An escape is half of a surrogate pair.</exception>
    public static byte[] Decode(ReadOnlySpan<byte> escaped)
    {
        byte[] quoted = [(byte)'"', .. escaped, (byte)'"'];
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        return Encoding.UTF8.GetBytes(reader.GetString()!);
    }

    /// <summary>Whether a string or name is this one, whatever its escapes; never throws.</summary>
    /// <param name="reader">Stands at a string or at the name of a property.</param>
    /// <param name="ascii">The text looked for: ASCII only.</param>
    public static bool IsText(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> ascii) =>
        reader.ValueIsEscaped ? !HasSurrogate(reader.ValueSpan) && reader.ValueTextEquals(ascii) : reader.ValueSpan.SequenceEqual(ascii);

    /// <summary>JSON in which every half of a surrogate pair has become U+FFFD; the same memory where there is none.</summary>
    /// <param name="json">JSON that was found valid.</param>
    public static ReadOnlyMemory<byte> ReplaceHalfPairs(ReadOnlyMemory<byte> json)
    {
        byte[]? repaired = null;
        for (var at = 0; TryFindEscape(json.Span, ref at, out var unit); at += EscapeLength)
        {
            if (!char.IsSurrogate(unit))
            {
                continue;
            }

            var next = at + EscapeLength;
            if (char.IsHighSurrogate(unit) && json.Span[next..].StartsWith("\\u"u8) && TryFindEscape(json.Span, ref next, out var low) && char.IsLowSurrogate(low))
            {
                at = next;
                continue;
            }

            repaired ??= json.ToArray();
            "fffd"u8.CopyTo(repaired.AsSpan(at + 2));
        }

        return repaired ?? json;
    }

    private static bool HasSurrogate(ReadOnlySpan<byte> escaped)
    {
        for (var at = 0; TryFindEscape(escaped, ref at, out var unit); at += EscapeLength)
        {
            if (char.IsSurrogate(unit))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Finds the next <c>\uXXXX</c>, and steps over the other escapes, among them the one for a backslash.</summary>
    private static bool TryFindEscape(ReadOnlySpan<byte> json, ref int at, out char unit)
    {
        unit = default;
        while (json[at..].IndexOf((byte)'\\') is >= 0 and var skipped)
        {
            at += skipped;
            if (at + EscapeLength <= json.Length && json[at + 1] == (byte)'u' && Utf8Parser.TryParse(json.Slice(at + 2, 4), out ushort value, out var used, 'x') && used == 4)
            {
                unit = (char)value;
                return true;
            }

            at = Math.Min(at + 2, json.Length);
        }

        return false;
    }
}
