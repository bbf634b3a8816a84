using Gateways.Specification.Clients;
using Gateways.Specification.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.WebSockets.Tests.Rfc6455;

/// <summary>What a client that does nothing, or never finishes, is told.</summary>
public sealed class TimeoutTests
{
    [Theory]
    [InlineData(new byte[] { 0x81 })]
    [InlineData(new byte[] { 0x81, 0x85, 1, 2, 3, 4, 5 })]
    [InlineData(new byte[] { 0x01, 0x81, 0, 0, 0, 0, 0x7B })]
    public async Task MessageTimeout_FrameNeverEnds_IsClosed(byte[] start)
    {
        await using var host = await StartAsync(static options => options.MessageTimeout = TimeSpan.FromSeconds(1));
        await using var raw = await RawWebSocket.ConnectAsync(host.Port, "/spec");

        await raw.SendAsync(start);

        Assert.Equal(1008, (await raw.ReadCloseAsync()).CloseCode);
    }

    [Fact]
    public async Task MessageTimeout_ManyMessagesSplitOverReads_StaysOpen()
    {
        await using var host = await StartAsync(static options => options.MessageTimeout = TimeSpan.FromSeconds(3));
        await using var raw = await RawWebSocket.ConnectAsync(host.Port, "/spec");
        var message = RawWebSocket.Text("""{"event":"echo","id":1,"data":1}""");
        var started = TimeProvider.System.GetTimestamp();

        // Each write ends one message and begins the next, for longer than one message may take.
        await raw.SendAsync(message[..10]);
        while (TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(6))
        {
            await raw.SendAsync([.. message[10..], .. message[..10]]);
            Assert.Equal("""{"id":1,"data":1}""", (await raw.ReadFrameAsync()).Text);
        }

        await raw.SendAsync(message[10..]);
        Assert.Equal("""{"id":1,"data":1}""", (await raw.ReadFrameAsync()).Text);
    }

    [Fact]
    public async Task KeepAlive_SilentClient_IsPingedThenClosed()
    {
        await using var host = await StartAsync(static options =>
        {
            options.KeepAliveInterval = TimeSpan.FromSeconds(1);
            options.ClientTimeout = TimeSpan.FromSeconds(3);
        });
        await using var raw = await RawWebSocket.ConnectAsync(host.Port, "/spec");

        Assert.Equal(RawFrame.Ping, (await raw.ReadFrameAsync()).Opcode);

        var close = await raw.ReadCloseAsync();
        Assert.Equal((4408, "ping timeout"), (close.CloseCode!.Value, close.CloseText));
        Assert.Equal(CloseReason.PingTimeout, (await host.Probe.NextDepartureAsync()).Context.Reason);
    }

    [Fact]
    public async Task KeepAlive_ClientThatPongs_StaysOpen()
    {
        await using var host = await StartAsync(static options =>
        {
            options.KeepAliveInterval = TimeSpan.FromSeconds(1);
            options.ClientTimeout = TimeSpan.FromSeconds(5);
        });
        await using var raw = await RawWebSocket.ConnectAsync(host.Port, "/spec");

        for (var i = 0; i < 7; i++)
        {
            Assert.Equal(RawFrame.Ping, (await raw.ReadFrameAsync()).Opcode);
            await raw.SendAsync(RawWebSocket.Frame(RawFrame.Pong, []));
        }
    }

    [Fact]
    public async Task KeepAlive_IdleClientOnFallback_StaysConnected()
    {
        await using var host = await SpecificationHost.StartAsync(
            static builder => builder.AddWebSockets(static options => options.Compression = true),
            static options =>
            {
                options.KeepAliveInterval = TimeSpan.FromSeconds(1);
                options.ClientTimeout = TimeSpan.FromSeconds(5);
            },
            static app => app.UseWebSockets());
        await using var raw = await RawWebSocket.ConnectAsync(host.Port, "/spec");

        for (var i = 0; i < 7; i++)
        {
            var ping = await raw.ReadFrameAsync();
            Assert.Equal(RawFrame.Ping, ping.Opcode);
            await raw.SendAsync(RawWebSocket.Frame(RawFrame.Pong, ping.Payload));
        }
    }

    [Fact]
    public async Task Close_ClientNeverAnswers_ConnectionEndsAfterTheCloseTimeout()
    {
        await using var host = await StartAsync(static options => options.CloseTimeout = TimeSpan.FromMilliseconds(200));
        await using var raw = await RawWebSocket.ConnectAsync(host.Port, "/spec");
        var client = await host.Probe.NextConnectedAsync();

        await client.DisconnectAsync();

        Assert.Equal(1000, (await raw.ReadCloseAsync()).CloseCode);
        Assert.Equal(CloseReason.ServerDisconnect, (await host.Probe.NextDepartureAsync()).Context.Reason);
    }

    private static Task<SpecificationHost> StartAsync(Action<GatewayOptions> configure) =>
        SpecificationHost.StartAsync(static builder => builder.AddWebSockets(), configure);
}
