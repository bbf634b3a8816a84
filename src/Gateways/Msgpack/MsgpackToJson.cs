using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Gateways.Protocol;

namespace Gateways.Msgpack;

/// <summary>
/// MessagePack values as JSON text: bytes as base64, with an account of where they stand; dates as ISO text, undefined and what JSON has no number for as null, as
/// <c>JSON.stringify</c> has it. Bounded by its input: a byte becomes at most six.
/// </summary>
public static class MsgpackToJson
{
    /// <summary>As deep as System.Text.Json itself reads by default.</summary>
    public const int DefaultMaxDepth = 64;

    private const sbyte TimestampType = -1;
    private const long NanosecondsPerMillisecond = 1_000_000;
    private static readonly SearchValues<byte> Escaped = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(static i => (byte)i), (byte)'"', (byte)'\\']);

    /// <summary>Writes values, separated by commas.</summary>
    /// <param name="input">Where the first one begins.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="output">Where to.</param>
    /// <param name="maxDepth">How deep a value may be nested.</param>
    /// <returns>False when they are malformed or nested too deep; what was written until then is to be dropped.</returns>
    public static bool TryWriteArguments(ref MsgpackReader input, int count, ScratchWriter output, int maxDepth = DefaultMaxDepth)
    {
        ArgumentNullException.ThrowIfNull(output);
        for (var i = 0; i < count; i++)
        {
            if (i > 0)
            {
                output.WriteByte((byte)',');
            }

            if (!TryWriteValue(ref input, output, maxDepth))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Writes one value.</summary>
    /// <param name="input">Where it begins.</param>
    /// <param name="output">Where to.</param>
    /// <param name="maxDepth">How deep it may be nested.</param>
    /// <returns>False when it is malformed or nested too deep; what was written until then is to be dropped.</returns>
    public static bool TryWriteValue(ref MsgpackReader input, ScratchWriter output, int maxDepth = DefaultMaxDepth)
    {
        ArgumentNullException.ThrowIfNull(output);
        switch (input.Read())
        {
            case MsgpackKind.Nil:
                output.WriteBytes("null"u8);
                return true;
            case MsgpackKind.Boolean:
                output.WriteBytes(input.Number != 0 ? "true"u8 : "false"u8);
                return true;
            case MsgpackKind.Signed:
                WriteNumber(output, input.Number);
                return true;
            case MsgpackKind.Unsigned:
                WriteNumber(output, (ulong)input.Number);
                return true;
            case MsgpackKind.Double:
                WriteDouble(output, BitConverter.Int64BitsToDouble(input.Number));
                return true;
            case MsgpackKind.Text:
                return TryWriteText(output, input.Bytes);
            case MsgpackKind.Extension when input is { Number: TimestampType, Bytes.Length: 12 }:
                return TryWriteDate(output, BinaryPrimitives.ReadInt64BigEndian(input.Bytes[4..]), BinaryPrimitives.ReadUInt32BigEndian(input.Bytes));
            case MsgpackKind.Binary or MsgpackKind.Extension:
                // An extension of type 0 is notepack's ArrayBuffer, one of another type nobody here knows.
                output.WriteBinary(input.Bytes);
                return true;
            case MsgpackKind.FixedExtension:
                return TryWriteExtension(output, (sbyte)input.Number, input.Bytes);
            case MsgpackKind.Array:
                return maxDepth > 0 && TryWriteArray(ref input, output, maxDepth - 1);
            case MsgpackKind.Map:
                return maxDepth > 0 && TryWriteMap(ref input, output, maxDepth - 1);
            default:
                return false;
        }
    }

    private static bool TryWriteArray(ref MsgpackReader input, ScratchWriter output, int maxDepth)
    {
        var count = (int)input.Number;
        output.WriteByte((byte)'[');
        if (!TryWriteArguments(ref input, count, output, maxDepth))
        {
            return false;
        }

        output.WriteByte((byte)']');
        return true;
    }

    private static bool TryWriteMap(ref MsgpackReader input, ScratchWriter output, int maxDepth)
    {
        var count = input.Number;
        output.WriteByte((byte)'{');
        for (var i = 0L; i < count; i++)
        {
            if (i > 0)
            {
                output.WriteByte((byte)',');
            }

            // JavaScript's keys are text; another writer may use numbers.
            var isKey = input.Read() switch
            {
                MsgpackKind.Text => TryWriteText(output, input.Bytes),
                MsgpackKind.Signed => TryWriteText(output, Digits(input.Number)),
                MsgpackKind.Unsigned => TryWriteText(output, Digits((ulong)input.Number)),
                _ => false,
            };
            if (!isKey)
            {
                return false;
            }

            output.WriteByte((byte)':');
            if (!TryWriteValue(ref input, output, maxDepth))
            {
                return false;
            }
        }

        output.WriteByte((byte)'}');
        return true;
    }

    private static byte[] Digits<T>(T number)
        where T : IFormattable
        => Encoding.ASCII.GetBytes(number.ToString(null, CultureInfo.InvariantCulture));

    private static void WriteNumber<T>(ScratchWriter output, T number)
        where T : IUtf8SpanFormattable
    {
        number.TryFormat(output.GetSpan(32), out var written, default, CultureInfo.InvariantCulture);
        output.Advance(written);
    }

    private static void WriteDouble(ScratchWriter output, double value)
    {
        if (!double.IsFinite(value))
        {
            output.WriteBytes("null"u8);
            return;
        }

        var json = output.StartJson();
        json.WriteNumberValue(value);
        json.Flush();
    }

    private static bool TryWriteText(ScratchWriter output, ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            return false;
        }

        if (utf8.ContainsAny(Escaped))
        {
            var json = output.StartJson();
            json.WriteStringValue(utf8);
            json.Flush();
            return true;
        }

        output.WriteByte((byte)'"');
        output.WriteBytes(utf8);
        output.WriteByte((byte)'"');
        return true;
    }

    /// <summary>A date (type -1, or notepack's old form of type 0 with milliseconds), notepack's undefined, or bytes of a type nobody here knows.</summary>
    private static bool TryWriteExtension(ScratchWriter output, sbyte type, ReadOnlySpan<byte> bytes)
    {
        switch (type, bytes.Length)
        {
            case (TimestampType, 4):
                return TryWriteDate(output, BinaryPrimitives.ReadUInt32BigEndian(bytes), 0);
            case (TimestampType, 8):
                var packed = BinaryPrimitives.ReadUInt64BigEndian(bytes);
                return TryWriteDate(output, (long)(packed & 0x3_FFFF_FFFF), (long)(packed >> 34));
            case (0, 8):
                IsoDate.Write(output, BinaryPrimitives.ReadInt64BigEndian(bytes));
                return true;
            case (0, 1):
                output.WriteBytes("null"u8);
                return true;
            default:
                output.WriteBinary(bytes);
                return true;
        }
    }

    private static bool TryWriteDate(ScratchWriter output, long seconds, long nanoseconds)
    {
        if (nanoseconds >= 1000 * NanosecondsPerMillisecond)
        {
            return false;
        }

        IsoDate.Write(output, seconds is < -IsoDate.MaxMilliseconds / 1000 or > IsoDate.MaxMilliseconds / 1000 ? long.MaxValue : (seconds * 1000) + (nanoseconds / NanosecondsPerMillisecond));
        return true;
    }
}
