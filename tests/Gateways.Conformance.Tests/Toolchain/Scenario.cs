using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Gateways.Conformance.Tests;

/// <summary>Runs one script of real clients against a server. The script prints one line of JSON per check.</summary>
internal static class Scenario
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async Task RunAsync(string name, ServerProcess server, params string[] arguments)
    {
        using var patience = new CancellationTokenSource(Patience);
        string[] line =
        [
            Path.Combine("scenarios", name + ".mjs"),
            "--url", server.Url.ToString(),
            "--pid", server.Id.ToString(CultureInfo.InvariantCulture),
            .. arguments,
        ];
        var (exitCode, output) = await NodeProcess.RunAsync("node", line, patience.Token);

        var checks = output.Split('\n').Where(text => text.StartsWith("{\"check\":", StringComparison.Ordinal)).Select(Parse).ToList();
        var failed = checks.Where(check => !check.Ok).ToList();
        if (failed.Count > 0)
        {
            Assert.Fail($"{failed.Count} of {checks.Count} checks failed.\n\n{string.Join("\n\n", failed.Select(check => $"{check.Check}\n{check.Error}"))}");
        }

        Assert.True(exitCode == 0 && checks.Count > 0, $"The script ended with {exitCode} after {checks.Count} checks.\n\n{output}\n\nThe server said:\n{server.Output}");
    }

    private static CheckResult Parse(string line) => JsonSerializer.Deserialize<CheckResult>(line, JsonSerializerOptions.Web)!;
}
