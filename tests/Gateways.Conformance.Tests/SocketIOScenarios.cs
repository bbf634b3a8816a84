using Xunit;

namespace Gateways.Conformance.Tests;

/// <summary>socket.io-client of every generation, over every way it can connect.</summary>
public sealed class SocketIOScenarios(ConformanceServer server) : IClassFixture<ConformanceServer>
{
    [NodeTheory]
    [CombinatorialVersions]
    public Task Client_FromNpm_ConnectsUnchanged(string version, string transport)
        => server.RunAsync("socketio/client", "--socketio", version, "--transport", transport);
}
