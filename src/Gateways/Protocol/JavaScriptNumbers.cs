using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Gateways.Infrastructure;

namespace Gateways.Protocol;

/// <summary>
/// Numbers with an exponent as JavaScript writes them: the framework writes <c>1E+21</c>, <c>1E-05</c> and <c>1.5E+15</c> where a Node server sends <c>1e+21</c>, <c>0.00001</c> and
/// <c>1500000000000000</c>. Those without one look the same in both.
/// <see href="https://tc39.es/ecma262/#sec-numeric-types-number-tostring">ECMAScript, Number::toString</see>
/// </summary>
internal static class JavaScriptNumbers
{
    /// <summary>From this power of ten on JavaScript writes an exponent.</summary>
    private const int LongestInteger = 21;

    /// <summary>As many zeros behind the point JavaScript writes without an exponent, but one.</summary>
    private const int MostZeros = 6;

    private static readonly SearchValues<byte> QuoteOrExponent = SearchValues.Create("\"E"u8);

    /// <summary>Whether JSON the framework has written may hold such a number; text that looks like one counts too.</summary>
    public static bool MayBeIn(ReadOnlySpan<byte> json) => json.IndexOf("E+"u8) >= 0 || json.IndexOf("E-"u8) >= 0;

    /// <summary>Copies JSON, with its numbers rewritten and what is known of its binary values moved along.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="output">Where to.</param>
    /// <param name="binaries">Places in the JSON, in order.</param>
    /// <returns>False when there was nothing to rewrite; nothing was written then.</returns>
    public static bool TryRewrite(ReadOnlySpan<byte> json, ArrayBufferWriter<byte> output, Span<BinaryPlace> binaries)
    {
        var (copied, read, moved) = (0, 0, 0);
        while (json[read..].IndexOfAny(QuoteOrExponent) is >= 0 and var next)
        {
            read += next;
            if (json[read] == (byte)'"')
            {
                var length = LengthOfText(json[read..]);
                moved = Move(binaries, moved, read, output.WrittenCount - copied);
                read += length;
                continue;
            }

            var start = read;
            while (start > copied && json[start - 1] is (>= (byte)'0' and <= (byte)'9') or (byte)'.' or (byte)'-')
            {
                start--;
            }

            var mantissa = json[start..read];
            read++;
            if (IsFrameworks(mantissa) && Utf8Parser.TryParse(json[read..], out int exponent, out var used))
            {
                output.Write(json[copied..start]);
                Write(output, mantissa, exponent);
                copied = read += used;
            }
        }

        if (copied > 0)
        {
            output.Write(json[copied..]);
        }

        return copied > 0;
    }

    /// <summary>One digit that is not zero, and perhaps more behind a point. Anything else was written by an application, and is left alone.</summary>
    private static bool IsFrameworks(ReadOnlySpan<byte> mantissa)
    {
        mantissa = mantissa.StartsWith("-"u8) ? mantissa[1..] : mantissa;
        return mantissa.Length > 0 && mantissa[0] is >= (byte)'1' and <= (byte)'9' && (mantissa.Length == 1 || (mantissa[1] == (byte)'.' && mantissa.Length > 2));
    }

    /// <summary>A text with its quotes.</summary>
    private static int LengthOfText(ReadOnlySpan<byte> json)
    {
        for (var i = 1; ; i++)
        {
            var next = json[i..].IndexOfAny((byte)'"', (byte)'\\');
            i += next;
            if (next < 0 || json[i] == (byte)'"')
            {
                return next < 0 ? json.Length : i + 1;
            }

            i++;
        }
    }

    private static int Move(Span<BinaryPlace> binaries, int moved, int start, int by)
    {
        if (moved < binaries.Length && binaries[moved].Start == start)
        {
            binaries[moved] = binaries[moved] with { Start = start + by };
            moved++;
        }

        return moved;
    }

    /// <summary>One number.</summary>
    private static void Write(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> mantissa, int exponent)
    {
        if (mantissa[0] == (byte)'-')
        {
            output.Write("-"u8);
            mantissa = mantissa[1..];
        }

        byte[] digits = [mantissa[0], .. mantissa[Math.Min(2, mantissa.Length)..]];
        var power = 1 + exponent;
        if (power is > LongestInteger or <= -MostZeros)
        {
            output.Write(digits.AsSpan(0, 1));
            output.Write(digits.Length > 1 ? "."u8 : default);
            output.Write(digits.AsSpan(1));
            output.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"e{(exponent > 0 ? "+" : "")}{exponent}")));
        }
        else if (power <= 0)
        {
            output.Write("0."u8);
            Repeat(output, -power);
            output.Write(digits);
        }
        else
        {
            output.Write(digits.AsSpan(0, Math.Min(power, digits.Length)));
            Repeat(output, power - digits.Length);
            output.Write(power < digits.Length ? "."u8 : default);
            output.Write(digits.AsSpan(Math.Min(power, digits.Length)));
        }
    }

    private static void Repeat(ArrayBufferWriter<byte> output, int zeros)
    {
        if (zeros > 0)
        {
            output.GetSpan(zeros)[..zeros].Fill((byte)'0');
            output.Advance(zeros);
        }
    }
}
