using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>The content of <c>servers.json</c>. Names that do not fit together are refused when it is read, not found missing after an hour.</summary>
internal sealed record MatrixFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public required IReadOnlyList<ServerEntry> Servers { get; init; }

    public IReadOnlyList<ServiceEntry> Services { get; init; } = [];

    public required IReadOnlyList<WorkloadEntry> Workloads { get; init; }

    public IReadOnlyList<Comparison> Comparisons { get; init; } = [];

    /// <summary>Reads the file; working folders become absolute.</summary>
    public static MatrixFile Load(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        MatrixFile file = Parse(File.ReadAllText(path));
        return file with { Servers = [.. file.Servers.Select(server => server with { Cwd = Path.GetFullPath(Path.Combine(folder, server.Cwd)) })] };
    }

    /// <exception cref="ArgumentException">The text is not valid, or a comparison names what does not exist.</exception>
    public static MatrixFile Parse(string text)
    {
        MatrixFile file;
        try
        {
            file = JsonSerializer.Deserialize<MatrixFile>(text, Json)!;
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"the list of servers is not valid: {e.Message}", e);
        }

        foreach (string service in file.Servers.SelectMany(server => server.Needs))
        {
            file.Service(service);
        }

        foreach (Comparison comparison in file.Comparisons)
        {
            WorkloadEntry workload = file.Workload(comparison.Workload);
            foreach (string name in new[] { comparison.Ours, comparison.Peer }.OfType<string>())
            {
                if (!file.Server(name).Takes(workload))
                {
                    throw new ArgumentException($"'{comparison.Row}' compares {name}, which does not take {workload.Name}");
                }
            }
        }

        return file;
    }

    public ServerEntry Server(string name) =>
        Servers.SingleOrDefault(server => server.Name == name) ?? throw new ArgumentException($"there is no server '{name}': {string.Join(", ", Servers.Select(s => s.Name))}");

    public ServiceEntry Service(string name) =>
        Services.SingleOrDefault(service => service.Name == name) ?? throw new ArgumentException($"there is no service '{name}'");

    public WorkloadEntry Workload(string name) =>
        Workloads.SingleOrDefault(workload => workload.Name == name) ?? throw new ArgumentException($"there is no workload '{name}': {string.Join(", ", Workloads.Select(w => w.Name))}");

    /// <summary>The workloads of the names given, in that order; without names the ones that a comparison needs, or all.</summary>
    public IReadOnlyList<WorkloadEntry> SelectWorkloads(IReadOnlyList<string> names, bool all) => names.Count > 0
        ? [.. names.Select(Workload)]
        : [.. Workloads.Where(workload => all || Comparisons.Any(comparison => comparison.Workload == workload.Name))];

    /// <summary>The servers to put through a workload: the names given, in that order; without names the ones that a comparison needs, or all.</summary>
    public IReadOnlyList<ServerEntry> SelectServers(WorkloadEntry workload, IReadOnlyList<string> names, bool all)
    {
        bool IsCompared(ServerEntry server) => Comparisons.Any(row => row.Workload == workload.Name && (row.Ours == server.Name || row.Peer == server.Name));
        IEnumerable<ServerEntry> wanted = names.Count > 0 ? names.Select(Server) : Servers.Where(server => all || IsCompared(server));
        return [.. wanted.Where(server => server.Takes(workload))];
    }
}
