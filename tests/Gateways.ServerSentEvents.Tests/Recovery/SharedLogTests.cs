using System.Net.WebSockets;
using System.Text;
using Gateways.ServerSentEvents.Tests.Clients;
using Gateways.Specification;
using Gateways.Specification.Clients;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.ServerSentEvents.Tests.Recovery;

/// <summary>One log for clients of two transports, each of which may have asked for it or not.</summary>
public sealed class SharedLogTests
{
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Emit_ToClientsOfBoth_HasAnOffsetWhereItsTransportRecovers(bool isOn, bool isOnForSocketIO)
    {
        await using var host = await SpecificationHost.StartAsync(builder => builder
            .AddServerSentEvents(options => options.Recovery = isOn ? new() : null)
            .AddSocketIO(options => options.ConnectionStateRecovery = isOnForSocketIO ? new() : null));
        await using var listener = await EventStreamClient.ConnectAsync(host.Address, new ClientRequest("/spec"));
        var first = await host.Probe.NextConnectedAsync();
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(host.Address) { Scheme = "ws", Path = "/socket.io/", Query = "EIO=4&transport=websocket" }.Uri, default).Soon();
        Assert.StartsWith("0{", await ReadAsync(socket), StringComparison.Ordinal);
        await socket.SendAsync(Encoding.UTF8.GetBytes("40/spec,"), WebSocketMessageType.Text, true, default).Soon();
        Assert.StartsWith("40/spec,", await ReadAsync(socket), StringComparison.Ordinal);
        var second = await host.Probe.NextConnectedAsync();

        await first.JoinAsync("r1");
        await second.JoinAsync("r1");
        await host.Server.To("r1").EmitAsync("said", 1);

        Assert.Equal("1", await listener.HearAsync("said"));
        var packet = await ReadAsync(socket);
        var id = listener.LastEventId;
        Assert.Equal(isOn, id.EndsWith("-1", StringComparison.Ordinal));
        Assert.Matches(isOnForSocketIO ? $"^42/spec,\\[\"said\",1,\"{(isOn ? id : "[^\"]+-1")}\"\\]$" : "^42/spec,\\[\"said\",1\\]$", packet);
    }

    private static async Task<string> ReadAsync(WebSocket socket)
    {
        var buffer = new byte[4096];
        var result = await socket.ReceiveAsync(buffer.AsMemory(), default).Soon();
        return Encoding.UTF8.GetString(buffer, 0, result.Count);
    }
}
