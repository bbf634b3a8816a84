using System.Text;
using System.Text.Json;
using Gateways.Protocol;

namespace Gateways.Redis.Protocol;

/// <summary>JSON arguments as MessagePack values. Numbers become what JavaScript makes of them: the shortest integer where they are whole, else a double.</summary>
internal static class JsonToMsgpack
{
    private const double LargestExactInteger = 1L << 53;
    private static readonly JsonReaderOptions Options = new() { MaxDepth = MsgpackToJson.MaxDepth };

    /// <summary>Writes values that are separated by commas, as an outbound message holds them.</summary>
    /// <exception cref="JsonException">They are no JSON, or nested too deep for the other servers.</exception>
    public static void WriteArguments(ScratchWriter output, ReadOnlySpan<byte> arguments)
    {
        while (!arguments.IsEmpty)
        {
            var json = new Utf8JsonReader(arguments, isFinalBlock: false, new JsonReaderState(Options));
            int end;
            if (IsNumber(arguments))
            {
                // At the end of a block that is not the last, a number may go on: cut it out by hand.
                end = arguments.IndexOf((byte)',') is >= 0 and var comma ? comma : arguments.Length;
                json = new Utf8JsonReader(arguments[..end], Options);
                json.Read();
                WriteValue(output, ref json);
            }
            else
            {
                if (!json.Read())
                {
                    throw new JsonException("The arguments end too early.");
                }

                WriteValue(output, ref json);
                end = (int)json.BytesConsumed;
            }

            arguments = SkipComma(arguments[end..]);
        }
    }

    /// <summary>Writes one value.</summary>
    /// <exception cref="JsonException">It is no JSON, or nested too deep for the other servers.</exception>
    public static void WriteValue(ScratchWriter output, ReadOnlySpan<byte> value)
    {
        var json = new Utf8JsonReader(value, Options);
        json.Read();
        WriteValue(output, ref json);
    }

    private static bool IsNumber(ReadOnlySpan<byte> json) => json.TrimStart(" \t\r\n"u8) is [(byte)'-' or (>= (byte)'0' and <= (byte)'9'), ..];

    private static ReadOnlySpan<byte> SkipComma(ReadOnlySpan<byte> rest)
    {
        rest = rest.TrimStart(" \t\r\n"u8);
        return rest is [(byte)',', ..] ? rest[1..] : rest.IsEmpty ? rest : throw new JsonException("The arguments are not separated by commas.");
    }

    private static void WriteValue(ScratchWriter output, ref Utf8JsonReader json)
    {
        var msgpack = new MsgpackWriter(output);
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
            case JsonTokenType.String:
                WriteText(msgpack, ref json);
                break;
            case JsonTokenType.StartArray:
                msgpack.WriteArrayHeader(Count(json));
                while (Next(ref json) != JsonTokenType.EndArray)
                {
                    WriteValue(output, ref json);
                }

                break;
            case JsonTokenType.StartObject:
                msgpack.WriteMapHeader(Count(json));
                while (Next(ref json) != JsonTokenType.EndObject)
                {
                    WriteText(msgpack, ref json);
                    Next(ref json);
                    WriteValue(output, ref json);
                }

                break;
            default:
                throw new JsonException("A value is missing.");
        }
    }

    private static JsonTokenType Next(ref Utf8JsonReader json) => json.Read() ? json.TokenType : throw new JsonException("The arguments end too early.");

    /// <summary>How many elements or properties follow; on a copy of the reader, since MessagePack wants to know first.</summary>
    private static int Count(Utf8JsonReader json)
    {
        var isObject = json.TokenType == JsonTokenType.StartObject;
        for (var count = 0; ; count++)
        {
            if (Next(ref json) is JsonTokenType.EndArray or JsonTokenType.EndObject)
            {
                return count;
            }

            if (isObject)
            {
                Next(ref json);
            }

            if (!json.TrySkip())
            {
                throw new JsonException("The arguments end too early.");
            }
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
        if (!json.ValueIsEscaped && !json.HasValueSequence)
        {
            msgpack.WriteText(json.ValueSpan);
            return;
        }

        try
        {
            msgpack.WriteText(json.GetString()!);
        }
        catch (InvalidOperationException)
        {
            msgpack.WriteText(ReplaceHalves(json.ValueSpan));
        }
    }

    /// <summary>Text with half of a surrogate pair in an escape: JSON allows it, UTF-8 has no form for it, so it becomes the replacement character.</summary>
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
