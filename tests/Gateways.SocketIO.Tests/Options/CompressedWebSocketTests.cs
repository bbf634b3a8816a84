using System.Net.WebSockets;
using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification;
using Gateways.Specification.Clients;
using Gateways.Specification.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SocketIO.Tests.Options;

/// <summary><c>PerMessageDeflate</c>, and the WebSockets of .NET itself that it brings with it, under a session.</summary>
public sealed class CompressedWebSocketTests : IAsyncLifetime
{
    private const string Target = "/socket.io/?EIO=4&transport=websocket";
    private const int MaxBytes = 100_000;

    private SpecificationHost? _host;

    private SpecificationHost Host => _host!;

    public async Task InitializeAsync() => _host = await SpecificationHost.StartAsync(
        static builder => builder.AddSocketIO(static options => (options.PerMessageDeflate, options.MaxHttpBufferSize, options.ConnectTimeout) = (true, MaxBytes, TimeSpan.FromSeconds(30))),
        static options => options.MessageTimeout = TimeSpan.FromSeconds(1),
        static app => app.UseWebSockets());

    public async Task DisposeAsync() => await Host.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Handshake_IsAsTheClientWants(bool wants)
    {
        await using var raw = await RawWebSocket.OpenAsync(Host.Port);
        await raw.SendAsync(RawWebSocket.Handshake(Target).Replace("\r\n\r\n", wants ? "\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n" : "\r\n\r\n", StringComparison.Ordinal));

        var head = await raw.ReadHeadAsync();

        Assert.StartsWith("HTTP/1.1 101 ", head, StringComparison.Ordinal);
        Assert.Equal(wants, head.Contains("permessage-deflate", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Session_IsServedAsOverAnyLink(bool wants)
    {
        await using var client = await SocketClient.ConnectAsync(Host.Address, configure: options => options.DangerousDeflateOptions = wants ? new WebSocketDeflateOptions() : null);
        await client.EnterAsync("/spec");
        var server = await Host.Probe.NextConnectedAsync();
        var large = new string('x', 90_000);

        await client.SendAsync($"42/spec,1[\"echo\",\"{large}\"]");
        Assert.Equal($"43/spec,1[\"{large}\"]", await client.NextAsync());
        var asked = server.EmitWithAckAsync<byte[]>("bytes", new byte[] { 1, 2, 3 }).AsTask();
        var packet = await client.NextAsync();
        Assert.StartsWith("451-/spec,", packet, StringComparison.Ordinal);
        Assert.Equal("bAQID", await client.NextAsync());
        var id = packet["451-/spec,".Length..packet.IndexOf('[', StringComparison.Ordinal)];
        await client.SendAsync($"461-/spec,{id}[{{\"_placeholder\":true,\"num\":0}}]");
        await client.SendBytesAsync([4, 5]);
        Assert.Equal([4, 5], await asked.Soon());

        await server.CloseConnectionAsync();
        Assert.Equal("41/spec,", await client.NextAsync());
        await client.EndedAsync();
        Assert.Equal(1000, client.CloseCode);
    }

    [Fact]
    public async Task Upgrade_FromPolling_KeepsItsOrder()
    {
        await using var polling = await PollingClient.ConnectAsync(Host.Address, polls: false);
        await using var socket = await SocketClient.ConnectAsync(Host.Address, $"sid={polling.Sid}", hasHandshake: false, configure: static options => options.DangerousDeflateOptions = new WebSocketDeflateOptions());
        await socket.SendAsync("2probe");
        Assert.Equal("3probe", await socket.NextAsync());
        await socket.SendAsync("5");

        await socket.EnterAsync("/spec");
        await socket.SendAsync("42/spec,1[\"echo\",1]");
        Assert.Equal("43/spec,1[1]", await socket.NextAsync());
    }

    [Fact]
    public async Task Goodbye_OfTheClient_IsHeard()
    {
        await using var client = await SocketClient.ConnectAsync(Host.Address);
        await client.EnterAsync("/spec");

        await client.CloseAsync();

        Assert.Equal((CloseReason.ClientDisconnect, "transport close"), await DepartureAsync());
    }

    [Fact]
    public async Task Message_ThatNeverEnds_EndsTheConnection()
    {
        await using var raw = await RawWebSocket.ConnectAsync(Host.Port, Target);
        await raw.SendAsync(RawWebSocket.Text("40/spec,"), RawWebSocket.Text("42/spec,1[\"echo\",5]")[..12]);

        Assert.Equal(1008, (await raw.ReadCloseAsync()).CloseCode);
        Assert.Equal((CloseReason.PolicyViolation, "transport error"), await DepartureAsync());
    }

    /// <summary>A small message on the wire, a large one in memory.</summary>
    [Fact]
    public async Task Message_LargerThanItMayBeOnceItIsInflated_IsTooBig()
    {
        await using var client = await SocketClient.ConnectAsync(Host.Address, configure: static options => options.DangerousDeflateOptions = new WebSocketDeflateOptions());
        await client.EnterAsync("/spec");

        await client.SendAsync("4" + new string('x', 50_000_000));

        await client.EndedAsync();
        Assert.Equal(1009, client.CloseCode);
        Assert.Equal((CloseReason.MessageTooBig, "transport error"), await DepartureAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("4")]
    public async Task Packet_ThatIsNone_ClosesTheConnection(string packet)
    {
        await using var raw = await RawWebSocket.ConnectAsync(Host.Port, Target);

        await raw.SendAsync(RawWebSocket.Text(packet));

        // .NET's WebSocket cannot close without a code.
        Assert.Equal(1000, (await raw.ReadCloseAsync()).CloseCode);
    }

    private async Task<(CloseReason Reason, string? Description)> DepartureAsync()
    {
        var (_, context) = await Host.Probe.NextDepartureAsync();
        return (context.Reason, context.Description);
    }
}
