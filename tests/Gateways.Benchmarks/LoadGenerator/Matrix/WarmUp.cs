namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>
/// Leaves out the rounds in which a server was still young: .NET reaches its optimised code only after many seconds on one saturated core.
/// </summary>
internal static class WarmUp
{
    private const int EnoughRounds = 5;
    private const int DefaultSkip = 2;

    /// <summary>
    /// The rounds that count. Without an explicit number the first two go, for workloads with five rounds or more. A workload that
    /// starts a new server each round has no young rounds, or only such.
    /// </summary>
    public static IReadOnlyList<RunRecord> Leave(IReadOnlyList<RunRecord> records, int? skip)
    {
        Dictionary<string, int> rounds = records.GroupBy(record => record.Workload).ToDictionary(group => group.Key, group => group.Max(record => record.Round) + 1);
        int Skipped(RunRecord record) => record.Fresh ? 0 : skip ?? (rounds[record.Workload] >= EnoughRounds ? DefaultSkip : 0);
        return [.. records.Where(record => record.Round >= Skipped(record))];
    }
}
