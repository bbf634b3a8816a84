namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>A server of <c>servers.json</c> and how to start and reach it.</summary>
internal sealed record ServerEntry
{
    public required string Name { get; init; }

    /// <summary>The wire protocol to speak: <c>ws</c>, <c>signalr</c>, <c>sio</c>.</summary>
    public required string Proto { get; init; }

    public required int Port { get; init; }

    /// <summary>The command and its arguments; it finds its port in the environment variable <c>PORT</c>.</summary>
    public required IReadOnlyList<string> Cmd { get; init; }

    /// <summary>The working folder, relative to the file.</summary>
    public string Cwd { get; init; } = ".";

    public string? Path { get; init; }

    /// <summary>Where it tells its allocations, when it does.</summary>
    public string? Stats { get; init; }

    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();

    /// <summary>The port of a second process of the same command, in one cluster with the first; null when there is one alone.</summary>
    public int? Twin { get; init; }

    /// <summary>The services it needs, by name.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>The workloads it is for; empty when it takes all but those it skips.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Workloads it does not take.</summary>
    public IReadOnlyList<string> Skip { get; init; } = [];

    /// <summary>Whether it takes the workload, and the workload takes it.</summary>
    public bool Takes(WorkloadEntry workload) =>
        (Only.Count == 0 || Only.Contains(workload.Name)) && (workload.Only.Count == 0 || workload.Only.Contains(Name)) && !Skip.Contains(workload.Name);
}
