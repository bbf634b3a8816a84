using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Gateways.Protocol;

namespace Gateways.Redis.Protocol;

/// <summary>
/// MessagePack values as JSON text: binary as base64 text, dates as ISO text, undefined and what JSON has no number for as null, as
/// <c>JSON.stringify</c> has it.
/// </summary>
internal static class MsgpackToJson
{
    /// <summary>As deep as System.Text.Json itself reads by default: what a client could have sent us.</summary>
    public const int MaxDepth = 64;

    private const sbyte TimestampType = -1;
    private const long MaxUnixSeconds = 253402300799;

    /// <summary>Writes values, separated by commas.</summary>
    /// <returns>False when they are malformed or nested too deep; what was written until then is to be dropped.</returns>
    public static bool TryWriteArguments(ref MsgpackReader input, int count, ScratchWriter output)
    {
        for (var i = 0; i < count; i++)
        {
            if (i > 0)
            {
                output.WriteByte((byte)',');
            }

            if (!TryWriteValue(ref input, output, MaxDepth))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Writes one value.</summary>
    public static bool TryWriteValue(ref MsgpackReader input, ScratchWriter output) => TryWriteValue(ref input, output, MaxDepth);

    private static bool TryWriteValue(ref MsgpackReader input, ScratchWriter output, int depth)
    {
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
            case MsgpackKind.Binary:
                WriteBase64(output, input.Bytes);
                return true;
            case MsgpackKind.Extension:
                return TryWriteExtension(output, (sbyte)input.Number, input.Bytes);
            case MsgpackKind.Array:
                return depth > 0 && TryWriteArray(ref input, output, depth - 1);
            case MsgpackKind.Map:
                return depth > 0 && TryWriteMap(ref input, output, depth - 1);
            default:
                return false;
        }
    }

    private static bool TryWriteArray(ref MsgpackReader input, ScratchWriter output, int depth)
    {
        var count = input.Number;
        output.WriteByte((byte)'[');
        for (var i = 0L; i < count; i++)
        {
            if (i > 0)
            {
                output.WriteByte((byte)',');
            }

            if (!TryWriteValue(ref input, output, depth))
            {
                return false;
            }
        }

        output.WriteByte((byte)']');
        return true;
    }

    private static bool TryWriteMap(ref MsgpackReader input, ScratchWriter output, int depth)
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
            if (!TryWriteValue(ref input, output, depth))
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

        var json = output.StartJson();
        json.WriteStringValue(utf8);
        json.Flush();
        return true;
    }

    private static void WriteBase64(ScratchWriter output, ReadOnlySpan<byte> bytes)
    {
        var json = output.StartJson();
        json.WriteBase64StringValue(bytes);
        json.Flush();
    }

    /// <summary>A date (type -1, or notepack's old form of type 0 with milliseconds), notepack's old undefined, or bytes of a type nobody here knows.</summary>
    private static bool TryWriteExtension(ScratchWriter output, sbyte type, ReadOnlySpan<byte> bytes)
    {
        switch (type, bytes.Length)
        {
            case (TimestampType, 4):
                return TryWriteDate(output, BinaryPrimitives.ReadUInt32BigEndian(bytes), 0);
            case (TimestampType, 8):
                var packed = BinaryPrimitives.ReadUInt64BigEndian(bytes);
                return TryWriteDate(output, (long)(packed & 0x3_FFFF_FFFF), (long)(packed >> 34));
            case (TimestampType, 12):
                return TryWriteDate(output, BinaryPrimitives.ReadInt64BigEndian(bytes[4..]), BinaryPrimitives.ReadUInt32BigEndian(bytes));
            case (0, 8):
                var (seconds, milliseconds) = Math.DivRem(BinaryPrimitives.ReadInt64BigEndian(bytes), 1000);
                return TryWriteDate(output, seconds, milliseconds * 1_000_000);
            case (0, 1):
                output.WriteBytes("null"u8);
                return true;
            default:
                WriteBase64(output, bytes);
                return true;
        }
    }

    private static bool TryWriteDate(ScratchWriter output, long seconds, long nanoseconds)
    {
        if (seconds is < -62135596800 or > MaxUnixSeconds || nanoseconds is <= -1_000_000_000 or >= 1_000_000_000)
        {
            return false;
        }

        var date = DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime;
        var ticks = date.Ticks + (nanoseconds / TimeSpan.NanosecondsPerTick);
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        return TryWriteText(output, Encoding.ASCII.GetBytes(new DateTime(ticks, DateTimeKind.Utc).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)));
    }
}
