using System.Globalization;

namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>Writes results as markdown: a table per workload, with medians, spreads and ratios to the first server, then the table of aims.</summary>
internal sealed class Summary(IReadOnlyList<RunRecord> records, IReadOnlyList<Comparison> comparisons, int? skip = null)
{
    private static readonly string[] Metrics =
    [
        "per_s", "cpu_s_per_m", "local_cpu_s_per_m", "remote_cpu_s_per_m", "p50_us", "p99_us", "remote_p50_us", "remote_p99_us", "alloc_per",
        "base_mb", "bytes_per_conn", "private_bytes_per_conn", "private_bytes_per_conn_after_echo",
        "server_cpu_percent", "still_open", "pings",
        "longest_silence_ms", "total_ms", "stuck_disconnect_ms", "rss_growth_mb",
    ];

    private readonly IReadOnlyList<RunRecord> _counted = WarmUp.Leave(records, skip);

    public void Write(TextWriter output)
    {
        foreach (IGrouping<string, RunRecord> workload in _counted.GroupBy(record => record.Workload))
        {
            WriteWorkload(output, workload.Key, [.. workload]);
        }

        WriteFaults(output);
        WriteComparisons(output);
    }

    private static void WriteWorkload(TextWriter output, string name, RunRecord[] runs)
    {
        string[] metrics = [.. Metrics.Where(metric => runs.Any(run => run.Metric(metric) is not null))];
        output.WriteLine($"\n### {name}\n");
        WriteHead(output, ["server", "runs", .. metrics, "rate vs first", "CPU vs first", "server sys share", "gen CPU", "other CPU", "faults"]);
        RunRecord[]? first = null;
        foreach (RunRecord[] server in runs.GroupBy(run => run.Server).Select(group => group.ToArray()))
        {
            first ??= server;
            WriteRow(output,
            [
                server[0].Server,
                server.Length.ToString(CultureInfo.InvariantCulture),
                .. metrics.Select(metric => Spread.Of(server, metric) is { } spread ? $"{Format(spread.Median)} [{Format(spread.Lowest)}–{Format(spread.Highest)}]" : ""),
                RatioOf(server, first, "per_s"),
                RatioOf(server, first, "cpu_s_per_m"),
                Format(Spread.Of(server, "sys_share")?.Median),
                Format(Spread.Of(server, "gen_cpu")?.Median),
                Format(Spread.Of(server, "other_cpu")?.Highest),
                server.Sum(run => run.Faults).ToString(CultureInfo.InvariantCulture),
            ]);
        }
    }

    /// <summary>Also those of the rounds that do not count: a server that fails while it is young fails.</summary>
    private void WriteFaults(TextWriter output)
    {
        RunRecord[] faulty = [.. records.Where(record => record.Faults > 0)];
        if (faulty.Length > 0)
        {
            output.WriteLine("\n### Faults\n");
        }

        foreach (RunRecord record in faulty)
        {
            output.WriteLine($"- {record.Workload}, {record.Server}, round {record.Round}: {record.Failure ?? record.Result["first_error"]?.ToString() ?? $"{record.Faults} faults"}");
        }
    }

    private void WriteComparisons(TextWriter output)
    {
        // A row nobody tried to measure is left out; one that was tried and failed is not.
        Comparison[] tried = [.. comparisons.Where(row => records.Any(record => record.Workload == row.Workload && (record.Server == row.Ours || record.Server == row.Peer)))];
        if (tried.Length == 0)
        {
            return;
        }

        output.WriteLine("\n### Aims\n");
        WriteHead(output, ["row", "figure", "ours", "peer", "ratio", "aim", "met?"]);
        foreach (ComparisonResult result in tried.Select(comparison => ComparisonResult.Of(comparison, _counted)))
        {
            Comparison row = result.Comparison;
            WriteRow(output,
            [
                row.Row,
                row.Metric,
                result.Ours is null ? "not measured" : $"{row.Ours} {Format(result.Ours)}",
                row.Peer is null ? "" : result.Peer is null ? "not measured" : $"{row.Peer} {Format(result.Peer)}",
                result.Ratio?.ToString("0.00", CultureInfo.InvariantCulture) ?? "",
                Aim(row),
                result.IsMet switch { null => "not measured", true when result.Ratio <= row.Stretch => "yes, stretch too", true => "yes", false when result.Faults > 0 => "no (faults)", false => "no" },
            ]);
        }
    }

    private static string Aim(Comparison row)
    {
        string ratio = row.Aim is { } aim ? string.Create(CultureInfo.InvariantCulture, $"ratio ≤ {aim:0.00}") : "";
        string limit = row.Limit is { } value ? $"≤ {Format(value)}" : "";
        string stretch = row.Stretch is { } more ? string.Create(CultureInfo.InvariantCulture, $" (stretch {more:0.00})") : "";
        return (ratio.Length > 0 && limit.Length > 0 ? ratio + ", " + limit : ratio + limit) + stretch;
    }

    private static string RatioOf(RunRecord[] server, RunRecord[] first, string metric) =>
        Spread.Of(server, metric)?.Median / Spread.Of(first, metric)?.Median is { } ratio && double.IsFinite(ratio) ? ratio.ToString("0.00", CultureInfo.InvariantCulture) : "";

    private static void WriteHead(TextWriter output, IReadOnlyList<string> cells)
    {
        WriteRow(output, cells);
        WriteRow(output, [.. cells.Select(_ => "---")]);
    }

    private static void WriteRow(TextWriter output, IReadOnlyList<string> cells) => output.WriteLine("| " + string.Join(" | ", cells) + " |");

    private static string Format(double? value) => value is not { } number ? "" : Math.Abs(number) switch
    {
        >= 1000 => number.ToString("N0", CultureInfo.InvariantCulture),
        >= 100 => number.ToString("0", CultureInfo.InvariantCulture),
        _ => number.ToString("0.##", CultureInfo.InvariantCulture),
    };
}
