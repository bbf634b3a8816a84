using System.Globalization;

namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>CPU time and memory of a process at one moment, from <c>/proc</c>. CPU time comes in ticks of 10 ms.</summary>
/// <param name="UserSeconds">CPU time in user mode.</param>
/// <param name="SystemSeconds">CPU time in the kernel.</param>
/// <param name="ResidentBytes">Resident memory, shared pages included.</param>
/// <param name="PrivateBytes">Resident anonymous memory: what this process alone holds.</param>
internal readonly record struct ProcessSample(double UserSeconds, double SystemSeconds, long ResidentBytes, long PrivateBytes)
{
    private const double TicksPerSecond = 100; // USER_HZ, the same on every Linux that .NET runs on

    public double CpuSeconds => UserSeconds + SystemSeconds;

    /// <summary>Reads the process; without one (0) everything is 0.</summary>
    public static ProcessSample Read(int pid) =>
        pid <= 0 ? default : Parse(File.ReadAllText($"/proc/{pid}/stat"), File.ReadLines($"/proc/{pid}/status"));

    /// <summary>Reads the text of <c>stat</c> and <c>status</c>. The command's name may hold spaces and parentheses, so fields count from the last one.</summary>
    public static ProcessSample Parse(string stat, IEnumerable<string> status)
    {
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        long resident = 0, anonymous = 0;
        foreach (string line in status)
        {
            if (line.StartsWith("VmRSS:", StringComparison.Ordinal))
            {
                resident = MachineSample.Kilobytes(line) * 1024;
            }
            else if (line.StartsWith("RssAnon:", StringComparison.Ordinal))
            {
                anonymous = MachineSample.Kilobytes(line) * 1024;
            }
        }

        return new ProcessSample(Seconds(fields[11]), Seconds(fields[12]), resident, anonymous);
    }

    private static double Seconds(string ticks) => long.Parse(ticks, CultureInfo.InvariantCulture) / TicksPerSecond;
}
