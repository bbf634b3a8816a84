using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>One run of the generator against one server: a line of the results file.</summary>
internal sealed record RunRecord(string Server, string Workload, int Round, bool Fresh, JsonObject Result)
{
    private static readonly string[] FaultNames = ["errors", "unexpected", "closed", "reordered"];

    /// <summary>Why the run gave no figures, or null.</summary>
    public string? Failure => Result["failed"]?.ToString();

    /// <summary>Refused, unexpected, closed and out of turn: must be 0. A run that gave no figures counts as one.</summary>
    public long Faults => Failure is not null ? 1 : (long)FaultNames.Sum(name => Metric(name) ?? 0);

    public static RunRecord Parse(string line)
    {
        JsonNode node = JsonNode.Parse(line)!;
        return new RunRecord(
            node["server"]!.GetValue<string>(),
            node["load"]!.GetValue<string>(),
            node["round"]!.GetValue<int>(),
            node["fresh"]?.GetValue<bool>() ?? false,
            node["r"]!.DeepClone().AsObject());
    }

    public string ToJsonLine() => new JsonObject
    {
        ["server"] = Server, ["load"] = Workload, ["round"] = Round, ["fresh"] = Fresh, ["r"] = Result.DeepClone(),
    }.ToJsonString();

    /// <summary>A figure, or null when the run does not have it or it is not a number.</summary>
    public double? Metric(string name) => Result[name] is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? value.GetValue<double>() : null;
}
