using System.Globalization;

namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>What the whole machine has done and holds, from <c>/proc</c>: the way to see what something else took.</summary>
internal static class MachineSample
{
    private const double TicksPerSecond = 100;

    /// <summary>CPU seconds spent by all CPUs, without idling and waiting for disks.</summary>
    public static double BusySeconds()
    {
        string[] fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        double ticks = 0;
        for (int i = 1; i <= 8; i++)
        {
            // 4 and 5 are idle and iowait; what follows 8 (guests) is already inside user time.
            if (i is not (4 or 5))
            {
                ticks += double.Parse(fields[i], CultureInfo.InvariantCulture);
            }
        }

        return ticks / TicksPerSecond;
    }

    /// <summary>Kernel slab memory: with idle sockets, nearly all of it is theirs (both ends).</summary>
    public static long SlabBytes() =>
        File.ReadLines("/proc/meminfo").Where(line => line.StartsWith("Slab:", StringComparison.Ordinal)).Select(Kilobytes).FirstOrDefault() * 1024;

    /// <summary>The number of a line like <c>VmRSS:     1234 kB</c>.</summary>
    internal static long Kilobytes(string line)
    {
        ReadOnlySpan<char> value = line.AsSpan(line.IndexOf(':', StringComparison.Ordinal) + 1).Trim();
        int end = value.IndexOf(' ');
        return long.Parse(end < 0 ? value : value[..end], CultureInfo.InvariantCulture);
    }
}
