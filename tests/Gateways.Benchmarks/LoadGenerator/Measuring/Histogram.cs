using System.Numerics;

namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>Log-linear histogram of nanoseconds: exact below 128 ns, then 64 steps per power of two, so a quantile is off by less than 0.8 %.</summary>
internal sealed class Histogram
{
    private const int StepBits = 6;
    private const int Steps = 1 << StepBits;

    private readonly long[] _counts = new long[Steps * (65 - StepBits)];

    public long Count { get; private set; }

    public long Max { get; private set; }

    public void Record(long nanoseconds)
    {
        nanoseconds = Math.Max(0, nanoseconds);
        int shift = nanoseconds < 2 * Steps ? 0 : 63 - StepBits - BitOperations.LeadingZeroCount((ulong)nanoseconds);
        _counts[(shift * Steps) + (int)(nanoseconds >> shift)]++;
        Count++;
        Max = Math.Max(Max, nanoseconds);
    }

    public void Clear()
    {
        Array.Clear(_counts);
        Count = 0;
        Max = 0;
    }

    /// <summary>The smallest recorded value that at least this share of all values does not exceed, in microseconds; 0 when nothing was recorded.</summary>
    public double Microseconds(double quantile)
    {
        // Backed off by a hair, so that 0.07 of 100 values is 7 and not, by rounding, 8.
        long wanted = Math.Max(1, (long)Math.Ceiling((quantile * Count) - 1e-9)), seen = 0;
        for (int i = 0; i < _counts.Length && Count > 0; i++)
        {
            seen += _counts[i];
            if (seen >= wanted)
            {
                int shift = i < 2 * Steps ? 0 : (i / Steps) - 1;
                long middle = ((long)(i - (shift * Steps)) << shift) + ((1L << shift) >> 1);
                return Math.Min(middle, Max) / 1000.0;
            }
        }

        return Max / 1000.0;
    }
}
