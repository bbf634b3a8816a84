using Xunit;

namespace Gateways.Conformance.Tests;

/// <summary>socket.io-client with socket.io-msgpack-parser, as it is on npm.</summary>
public sealed class MsgpackScenarios(MsgpackServer server) : IClassFixture<MsgpackServer>
{
    [NodeTheory]
    [InlineData("socket.io-client", "websocket")]
    [InlineData("socket.io-client", "polling")]
    [InlineData("socket.io-client", "upgrade")]
    [InlineData("socket.io-client-4.0", "websocket")]
    [InlineData("socket.io-client-4.4", "upgrade")]
    public Task Client_FromNpm_ConnectsUnchanged(string version, string transport)
        => server.RunAsync("socketio/client", "--socketio", version, "--transport", transport, "--parser", "socket.io-msgpack-parser");

    [NodeTheory]
    [InlineData("socket.io-client", "websocket")]
    [InlineData("socket.io-client", "polling")]
    [InlineData("socket.io-client-4.4", "websocket")]
    public Task Values_OfMsgpack_AreWhatTheyWere(string version, string transport)
        => server.RunAsync("socketio/msgpack", "--socketio", version, "--transport", transport, "--parser", "socket.io-msgpack-parser");

    [NodeFact]
    public async Task Recovery_OverMsgpack_BringsWhatWasMissed()
    {
        await using var recovering = await MsgpackServer.StartNewAsync("--recovery", "true");
        await Scenario.RunAsync("socketio/recovery", recovering, "--socketio", "socket.io-client", "--parser", "socket.io-msgpack-parser");
    }
}
