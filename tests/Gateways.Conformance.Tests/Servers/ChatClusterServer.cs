using System.Text.RegularExpressions;

namespace Gateways.Conformance.Tests;

/// <summary>The chat sample with <c>--servers 2</c>: two servers and a Redis, and the process that keeps them.</summary>
public sealed partial class ChatClusterServer : ChatServer
{
    private ServerProcess? _group;

    internal Task RunOnBothAsync(string scenario)
    {
        var second = SecondServer().Match(_group!.Output);
        return RunAsync(scenario, "--second", second.Groups["url"].Value, "--second-pid", second.Groups["process"].Value, "--redis", Redis().Match(_group.Output).Groups["address"].Value);
    }

    private protected override string Environment => "Development";

    private protected override async Task<ServerProcess> StartAsync() => _group = await StartAsync("servers are up", "--servers", "2");

    [GeneratedRegex(@"Server 2 of 2: (?<url>\S+) \(process (?<process>\d+)\)")]
    private static partial Regex SecondServer();

    [GeneratedRegex(@"Redis: (?<address>\S+)")]
    private static partial Regex Redis();
}
