namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>Something servers need beside them, such as Redis. It runs on the generator's CPU, so that it is not counted as theirs.</summary>
internal sealed record ServiceEntry
{
    public required string Name { get; init; }

    /// <summary>Where it listens, which its command says too.</summary>
    public required int Port { get; init; }

    public required IReadOnlyList<string> Cmd { get; init; }
}
