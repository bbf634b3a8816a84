using System.Text.Json.Nodes;

namespace Gateways.Benchmarks.Tests.Matrix;

/// <summary>Builds results as the generator would have written them.</summary>
internal static class Runs
{
    public static RunRecord Of(string server, string workload, int round, params (string Name, double Value)[] figures)
    {
        var result = new JsonObject();
        foreach ((string name, double value) in figures)
        {
            result[name] = value;
        }

        return new RunRecord(server, workload, round, Fresh: false, result);
    }

    public static RunRecord Failed(string server, string workload, int round, string why) =>
        new(server, workload, round, Fresh: false, new JsonObject { ["failed"] = why });

    public static RunRecord[] Rounds(string server, string workload, string metric, params double[] values) =>
        [.. values.Select((value, round) => Of(server, workload, round, (metric, value)))];
}
