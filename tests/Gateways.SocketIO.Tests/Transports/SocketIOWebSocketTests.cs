using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification.Clients;
using Gateways.Specification.Hosting;

namespace Gateways.SocketIO.Tests.Transports;

/// <summary>The specification over Engine.IO's WebSocket.</summary>
public class SocketIOWebSocketTests : SocketIOSpecification
{
    protected override async Task<IAsyncDisposable> OpenStuckAsync(SpecificationHost host, string path)
    {
        var raw = await RawWebSocket.ConnectAsync(host.Port, "/socket.io/?EIO=4&transport=websocket", receiveBuffer: 4096);
        await raw.SendAsync(RawWebSocket.Text($"40{path},"));
        return raw;
    }

    protected override Task EmitStuckAsync(IAsyncDisposable stuck, string path, string eventName, string json) =>
        ((RawWebSocket)stuck).SendAsync(RawWebSocket.Text($"42{path},[\"{eventName}\",{json}]"));

    private protected override async Task<EngineClient> ConnectEngineAsync(Uri address, string query, string? origin) => await SocketClient.ConnectAsync(address, query, origin);
}
