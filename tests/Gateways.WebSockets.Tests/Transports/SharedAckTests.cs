using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Gateways.Specification;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.WebSockets.Tests.Transports;

/// <summary>Two gateways have a handler for one event, frame by frame.</summary>
public sealed class SharedAckTests
{
    [Fact]
    public async Task StreamsAsValues_ItsFirstValueIsTheAckOfBothGateways()
    {
        await using var host = await SpecificationHost.StartAsync(static builder => builder.AddWebSockets(), static options => options.NestCompat.StreamsAsValues = true);
        var gate = new Signal();
        host.Probe.Handler = async _ =>
        {
            await gate.WaitAsync();
            return JsonValue.Create("of the second");
        };
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(host.Address) { Scheme = "ws", Path = "/shared" }.Uri, default).Soon();

        await SendAsync(socket, """{"event":"streamed","id":1}""");
        Assert.Equal("""{"id":1,"data":1}""", await ReadAsync(socket));
        gate.Set();
        await SendAsync(socket, """{"event":"onlySecond","id":2}""");

        // The second gateway's messages come one after another: its answer to the first event would have come by now.
        Assert.Equal("""{"id":2,"data":"of the second"}""", await ReadAsync(socket));
    }

    private static Task SendAsync(WebSocket socket, string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, default).Soon();

    private static async Task<string> ReadAsync(WebSocket socket)
    {
        var buffer = new byte[4096];
        var result = await socket.ReceiveAsync(buffer.AsMemory(), default).Soon();
        return Encoding.UTF8.GetString(buffer, 0, result.Count);
    }
}
