namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>A row of the table of aims: one figure of ours against a peer's in the same run, against a fixed limit, or both.</summary>
internal sealed record Comparison
{
    /// <summary>What is compared, as the table names it.</summary>
    public required string Row { get; init; }

    public required string Workload { get; init; }

    public required string Ours { get; init; }

    /// <summary>The peer; it may be missing where only a limit is set.</summary>
    public string? Peer { get; init; }

    /// <summary>The figure, lower is better.</summary>
    public required string Metric { get; init; }

    /// <summary>The ratio to the peer to reach.</summary>
    public double? Aim { get; init; }

    /// <summary>The ratio beyond the aim.</summary>
    public double? Stretch { get; init; }

    /// <summary>The value to stay within, in the unit of the figure.</summary>
    public double? Limit { get; init; }
}
