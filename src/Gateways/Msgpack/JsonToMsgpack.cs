using System.Buffers;
using System.Text;
using System.Text.Json;
using Gateways.Infrastructure;
using Gateways.Protocol;

namespace Gateways.Msgpack;

/// <summary>
/// JSON as MessagePack. Numbers become what JavaScript makes of them: the shortest integer where they are whole, else a double. Strings of base64 become bytes where an
/// account says that they are. Two passes and no recursion: MessagePack wants to know how much there is before it comes.
/// </summary>
public static class JsonToMsgpack
{
    /// <summary>Up to here a double holds every whole number: one with a point or an exponent is written as the integer it is.</summary>
    private const double LargestExactInteger = 1L << 53;
    private const int ShortText = 256;

    /// <summary>Writes values that are separated by commas, as an outbound message holds them.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="arguments">The values.</param>
    /// <param name="binaries">Where in them bytes stand, in order.</param>
    /// <param name="maxDepth">How deep a value may be nested.</param>
    /// <exception cref="JsonException">They are no JSON, or nested deeper.</exception>
    public static void WriteArguments(ScratchWriter output, ReadOnlySpan<byte> arguments, ReadOnlySpan<BinaryPlace> binaries = default, int maxDepth = MsgpackToJson.DefaultMaxDepth)
    {
        if (arguments.IsEmpty)
        {
            return;
        }

        using var array = ScratchWriter.Rent();
        array.WriteByte((byte)'[');
        array.WriteBytes(arguments);
        array.WriteByte((byte)']');
        Write(output, array.WrittenSpan, binaries, shift: 1, maxDepth + 1);
    }

    /// <summary>Writes one value.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="value">The value.</param>
    /// <param name="binaries">Where in it bytes stand, in order.</param>
    /// <param name="maxDepth">How deep it may be nested.</param>
    /// <exception cref="JsonException">It is no JSON, or nested deeper.</exception>
    public static void WriteValue(ScratchWriter output, ReadOnlySpan<byte> value, ReadOnlySpan<BinaryPlace> binaries = default, int maxDepth = MsgpackToJson.DefaultMaxDepth) =>
        Write(output, value, binaries, shift: 0, maxDepth);

    /// <param name="output">Where to.</param>
    /// <param name="json">One value.</param>
    /// <param name="binaries">Where bytes stand, in order.</param>
    /// <param name="shift">How far behind that they do; when not at all, the value is an array made only to hold others, and is left out.</param>
    /// <param name="maxDepth">How deep it may be nested.</param>
    private static void Write(ScratchWriter output, ReadOnlySpan<byte> json, ReadOnlySpan<BinaryPlace> binaries, int shift, int maxDepth)
    {
        ArgumentNullException.ThrowIfNull(output);
        var msgpack = new MsgpackWriter(output);
        var counts = new ItemCounts(json, maxDepth);
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = maxDepth });
            for (var isOuter = shift > 0; reader.Read(); isOuter = false)
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartArray when isOuter:
                        counts.Next();
                        break;
                    case JsonTokenType.StartArray:
                        msgpack.WriteArrayHeader(counts.Next());
                        break;
                    case JsonTokenType.StartObject:
                        msgpack.WriteMapHeader(counts.Next());
                        break;
                    case JsonTokenType.String when binaries is [var place, ..] && place.Start + shift == reader.TokenStartIndex:
                        msgpack.WriteBinary(reader.ValueSpan);
                        binaries = binaries[1..];
                        break;
                    default:
                        WriteScalar(msgpack, ref reader);
                        break;
                }
            }
        }
        finally
        {
            counts.Dispose();
        }
    }

    private static void WriteScalar(MsgpackWriter msgpack, ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.Null:
                msgpack.WriteNil();
                break;
            case JsonTokenType.True or JsonTokenType.False:
                msgpack.WriteBoolean(json.TokenType == JsonTokenType.True);
                break;
            case JsonTokenType.Number:
                WriteNumber(msgpack, ref json);
                break;
            case JsonTokenType.String or JsonTokenType.PropertyName:
                WriteText(msgpack, ref json);
                break;
        }
    }

    private static void WriteNumber(MsgpackWriter msgpack, ref Utf8JsonReader json)
    {
        if (json.TryGetInt64(out var whole))
        {
            msgpack.WriteInteger(whole);
        }
        else if (json.TryGetUInt64(out var large))
        {
            msgpack.WriteUnsigned(large);
        }
        else
        {
            var value = json.GetDouble();
            if (double.IsInteger(value) && Math.Abs(value) <= LargestExactInteger && !(value == 0 && double.IsNegative(value)))
            {
                msgpack.WriteInteger((long)value);
            }
            else
            {
                msgpack.WriteDouble(value);
            }
        }
    }

    private static void WriteText(MsgpackWriter msgpack, ref Utf8JsonReader json)
    {
        if (!json.ValueIsEscaped)
        {
            msgpack.WriteText(json.ValueSpan);
            return;
        }

        // Not left to the reader: it throws for half of a pair, and a hostile text has many of them.
        if (json.ValueSpan.IndexOf("\\ud"u8) >= 0 || json.ValueSpan.IndexOf("\\uD"u8) >= 0)
        {
            msgpack.WriteText(ReplaceHalves(json.ValueSpan));
            return;
        }

        var length = json.ValueSpan.Length;
        var rented = length > ShortText ? ArrayPool<byte>.Shared.Rent(length) : null;
        try
        {
            Span<byte> text = rented is null ? stackalloc byte[ShortText] : rented;
            msgpack.WriteText(text[..json.CopyString(text)]);
        }
        catch (InvalidOperationException)
        {
            // Bytes that are no UTF-8.
            msgpack.WriteText(ReplaceHalves(json.ValueSpan));
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    /// <summary>Text with surrogates in escapes. JSON allows half of a pair, UTF-8 has no form for it, so it becomes the replacement character.</summary>
    private static string ReplaceHalves(ReadOnlySpan<byte> escaped)
    {
        var text = new StringBuilder(escaped.Length);
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] != (byte)'\\')
            {
                var plain = escaped[i..];
                var length = plain.IndexOf((byte)'\\') is >= 0 and var next ? next : plain.Length;
                text.Append(Encoding.UTF8.GetString(plain[..length]));
                i += length - 1;
            }
            else if (escaped[i + 1] == (byte)'u')
            {
                text.Append((char)Convert.ToUInt16(Encoding.ASCII.GetString(escaped.Slice(i + 2, 4)), 16));
                i += 5;
            }
            else
            {
                text.Append(escaped[++i] switch { (byte)'b' => '\b', (byte)'f' => '\f', (byte)'n' => '\n', (byte)'r' => '\r', (byte)'t' => '\t', var other => (char)other });
            }
        }

        return text.ToString();
    }
}
