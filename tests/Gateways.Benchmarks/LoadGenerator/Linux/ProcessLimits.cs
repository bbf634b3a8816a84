using System.Globalization;

namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>What the kernel allows a process, from <c>/proc</c>.</summary>
internal static class ProcessLimits
{
    private const string OpenFilesLine = "Max open files";

    /// <summary>How many files and sockets it may have open; null when there is no limit.</summary>
    public static long? OpenFiles(int pid) => ParseOpenFiles(File.ReadLines($"/proc/{pid}/limits"));

    /// <summary>The same from the lines: <c>Max open files  SOFT  HARD  files</c>.</summary>
    public static long? ParseOpenFiles(IEnumerable<string> lines)
    {
        string line = lines.First(line => line.StartsWith(OpenFilesLine, StringComparison.Ordinal));
        string soft = line[OpenFilesLine.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        return soft == "unlimited" ? null : long.Parse(soft, CultureInfo.InvariantCulture);
    }
}
