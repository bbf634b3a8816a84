using Xunit;

namespace Gateways.Conformance.Tests;

/// <summary>One running server for a class of scenarios.</summary>
public abstract class ServerFixture : IAsyncLifetime
{
    private ServerProcess? _server;

    public async Task InitializeAsync()
    {
        if (NodeToolchain.IsInstalled)
        {
            await NodeToolchain.InstallPackagesAsync();
            _server = await StartAsync();
        }
    }

    public virtual async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    internal Uri Url => _server!.Url;

    internal Task RunAsync(string scenario, params string[] arguments) => Scenario.RunAsync(scenario, _server!, arguments);

    private protected abstract Task<ServerProcess> StartAsync();
}
