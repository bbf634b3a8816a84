using Xunit;

namespace Gateways.Conformance.Tests;

/// <summary>Scenarios that need a server of their own.</summary>
public sealed class ServerScenarios : IAsyncLifetime
{
    public Task InitializeAsync() => NodeToolchain.IsInstalled ? NodeToolchain.InstallPackagesAsync() : Task.CompletedTask;

    public Task DisposeAsync() => Task.CompletedTask;

    [NodeTheory]
    [InlineData("@microsoft/signalr", "ws")]
    [InlineData("signalr-6", "ws-7")]
    public async Task Shutdown_HandlersUnderWay_AreAnsweredAndClientsInvitedBack(string signalr, string ws)
    {
        await using var server = await ConformanceServer.StartNewAsync();
        await Scenario.RunAsync("host/shutdown", server, "--signalr", signalr, "--ws", ws);
        Assert.Equal(0, await server.WaitForExitAsync());
    }

    [NodeFact]
    public async Task Cause_InDevelopment_IsTold()
    {
        await using var server = await ConformanceServer.StartNewAsync("Development");
        await Scenario.RunAsync("host/cause", server);
    }
}
