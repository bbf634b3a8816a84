using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification.Clients;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SocketIO.Tests.Transports;

/// <summary>The specification with packets in MessagePack, over Engine.IO's WebSocket.</summary>
public sealed class MsgpackWebSocketTests : SocketIOSpecification
{
    protected override void AddTransport(IGatewaysBuilder builder) => builder.AddSocketIO(static options => options.Parser = SocketIOParser.Msgpack);

    protected override async Task<IAsyncDisposable> OpenStuckAsync(SpecificationHost host, string path)
    {
        var raw = await RawWebSocket.ConnectAsync(host.Port, "/socket.io/?EIO=4&transport=websocket", receiveBuffer: 4096);
        await SendAsync(raw, $"40{path},");
        return raw;
    }

    protected override Task EmitStuckAsync(IAsyncDisposable stuck, string path, string eventName, string json) => SendAsync((RawWebSocket)stuck, $"42{path},[\"{eventName}\",{json}]");

    private protected override async Task<EngineClient> ConnectEngineAsync(Uri address, string query, string? origin) =>
        new MsgpackEngineClient(await SocketClient.ConnectAsync(address, query, origin));

    private static Task SendAsync(RawWebSocket raw, string packet)
    {
        Assert.True(MsgpackEngineClient.TryToMsgpack(packet, out var bytes));
        return raw.SendAsync(RawWebSocket.Frame(RawFrame.Binary, bytes));
    }
}
