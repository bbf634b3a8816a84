namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>A named workload of <c>servers.json</c>: a command line of the generator.</summary>
internal sealed record WorkloadEntry
{
    public required string Name { get; init; }

    public required string Args { get; init; }

    /// <summary>Whether each round wants a server that has just started, because it measures memory.</summary>
    public bool Fresh { get; init; }

    /// <summary>The servers it is for; empty when it is for all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];
}
