using System.Diagnostics;

namespace Gateways.Benchmarks.Cluster;

/// <summary>What this process has used, all of its threads together.</summary>
internal readonly record struct Usage(double CpuMicroseconds, double Bytes, double Milliseconds)
{
    public static async Task<Usage> OfAsync(Func<Task> work)
    {
        using var process = Process.GetCurrentProcess();
        GC.Collect();
        var (cpu, bytes, started) = (process.TotalProcessorTime, GC.GetTotalAllocatedBytes(precise: true), Stopwatch.GetTimestamp());
        await work();
        var elapsed = Stopwatch.GetElapsedTime(started);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        process.Refresh();
        return new Usage((process.TotalProcessorTime - cpu).TotalMicroseconds, allocated, elapsed.TotalMilliseconds);
    }

    public Usage Per(int count) => new(CpuMicroseconds / count, Bytes / count, Milliseconds / count);
}
