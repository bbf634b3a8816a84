namespace Gateways.Conformance.Tests;

/// <summary>The host whose gateway has a handler for each thing the scenarios want to see.</summary>
public class ConformanceServer : ServerFixture
{
    internal static Task<ServerProcess> StartNewAsync(string environment = "Production", params string[] arguments)
        => ServerProcess.StartAsync(BuildOutput.Find("HostServer"), BuildOutput.Find("HostProject"), environment, arguments: arguments);

    private protected override Task<ServerProcess> StartAsync() => StartNewAsync();
}
