using Xunit;

namespace Gateways.Conformance.Tests;

/// <summary>socket.io-client of every generation, over every way it can connect.</summary>
public sealed class SocketIOScenarios(ConformanceServer server, RecoveringServer recovering) : IClassFixture<ConformanceServer>, IClassFixture<RecoveringServer>
{
    [NodeTheory]
    [CombinatorialVersions]
    public Task Client_FromNpm_ConnectsUnchanged(string version, string transport)
        => server.RunAsync("socketio/client", "--socketio", version, "--transport", transport);

    /// <summary>Clients know of recovery since 4.6.</summary>
    [NodeTheory]
    [InlineData("socket.io-client", "websocket")]
    [InlineData("socket.io-client", "polling")]
    [InlineData("socket.io-client", "upgrade")]
    [InlineData("socket.io-client-4.7", "websocket")]
    [InlineData("socket.io-client-4.7", "polling")]
    [InlineData("socket.io-client-4.6", "websocket")]
    [InlineData("socket.io-client-4.6", "polling")]
    public Task Recovery_WithTheJsonParser_BringsWhatWasMissed(string version, string transport)
        => recovering.RunAsync("socketio/recovery", "--socketio", version, "--transport", transport);
}
