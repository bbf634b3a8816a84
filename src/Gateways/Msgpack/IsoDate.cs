using System.Globalization;
using Gateways.Protocol;

namespace Gateways.Msgpack;

/// <summary>A JavaScript date as <c>JSON.stringify</c> has it. Its years go from -271821 to 275760, further than .NET's.</summary>
internal static class IsoDate
{
    /// <summary>ECMA-262, 21.4.1.1: 100 000 000 days before and after 1970.</summary>
    public const long MaxMilliseconds = 8_640_000_000_000_000;

    private const long MillisecondsPerDay = 86_400_000;

    /// <summary>The calendar repeats itself after 400 years.</summary>
    private const long DaysPerCycle = 146_097;

    private const int YearsPerCycle = 400;
    private const string Form = "-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>Writes a date as a JSON string; null when it is none.</summary>
    public static void Write(ScratchWriter output, long unixMilliseconds)
    {
        if (unixMilliseconds is < -MaxMilliseconds or > MaxMilliseconds)
        {
            output.WriteBytes("null"u8);
            return;
        }

        // Into the one cycle that begins with 1970: there .NET knows the date, and the year is put right again.
        var cycles = FloorDivide(unixMilliseconds, DaysPerCycle * MillisecondsPerDay);
        var date = DateTime.UnixEpoch.AddMilliseconds(unixMilliseconds - (cycles * DaysPerCycle * MillisecondsPerDay));
        var year = date.Year + (cycles * YearsPerCycle);
        Span<char> text = stackalloc char[40];
        year.TryFormat(text, out var length, year is >= 0 and <= 9999 ? "0000" : "+000000;-000000", CultureInfo.InvariantCulture);
        date.TryFormat(text[length..], out var rest, Form, CultureInfo.InvariantCulture);
        output.WriteByte((byte)'"');
        foreach (var character in text[..(length + rest)])
        {
            output.WriteByte((byte)character);
        }

        output.WriteByte((byte)'"');
    }

    private static long FloorDivide(long value, long divisor) => (value >= 0 ? value : value - divisor + 1) / divisor;
}
