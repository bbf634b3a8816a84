namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>A row of aims with what was measured.</summary>
/// <param name="Comparison">The row.</param>
/// <param name="Ours">Our figure, null when it was not measured.</param>
/// <param name="Peer">The peer's figure, null when it was not measured or there is none.</param>
/// <param name="Faults">Faults on either side; figures of a faulty run prove nothing.</param>
internal sealed record ComparisonResult(Comparison Comparison, double? Ours, double? Peer, long Faults)
{
    /// <summary>Ours over the peer's; null without both, or when the peer's is 0.</summary>
    public double? Ratio => Ours / Peer is { } ratio && double.IsFinite(ratio) ? ratio : null;

    /// <summary>Whether the aim is met; null when it was not measured.</summary>
    public bool? IsMet
    {
        get
        {
            bool isMeasured = Ours is not null && (Comparison.Aim is null || Ratio is not null);
            return !isMeasured ? null : Faults == 0 && (Comparison.Aim is null || Ratio <= Comparison.Aim) && (Comparison.Limit is null || Ours <= Comparison.Limit);
        }
    }

    public static ComparisonResult Of(Comparison comparison, IReadOnlyList<RunRecord> records)
    {
        RunRecord[] Runs(string? server) => [.. records.Where(record => record.Workload == comparison.Workload && record.Server == server)];
        RunRecord[] ours = Runs(comparison.Ours), peer = Runs(comparison.Peer);

        // A peer that is faulty by design (a stuck room that never wakes up) does not speak against us where only a limit counts.
        long faults = ours.Sum(run => run.Faults) + (comparison.Aim is null ? 0 : peer.Sum(run => run.Faults));
        return new ComparisonResult(comparison, Spread.Of(ours, comparison.Metric)?.Median, Spread.Of(peer, comparison.Metric)?.Median, faults);
    }
}
