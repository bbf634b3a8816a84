using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification.Clients;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SocketIO.Tests.Hostile;

/// <summary>What is begun and never ended: it may wait for <c>MessageTimeout</c>, then its connection is closed and nobody else's.</summary>
public sealed class UnfinishedTests : IAsyncLifetime
{
    private const string Target = "/socket.io/?EIO=4&transport=websocket";

    private SpecificationHost? _host;
    private SocketClient? _healthy;

    private SpecificationHost Host => _host!;

    public async Task InitializeAsync()
    {
        _host = await SpecificationHost.StartAsync(
            static builder => builder.AddSocketIO(static options => (options.ConnectTimeout, options.PingInterval) = (TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20))),
            static options => options.MessageTimeout = TimeSpan.FromMilliseconds(500));
        _healthy = await SocketClient.ConnectAsync(Host.Address);
        await _healthy.EnterAsync("/spec");
    }

    public async Task DisposeAsync()
    {
        try
        {
            await _healthy!.SendAsync("42/spec,1[\"echo\",\"still here\"]");
            Assert.Equal("43/spec,1[\"still here\"]", await _healthy.NextAsync());
        }
        finally
        {
            await _healthy!.DisposeAsync();
            await Host.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    [InlineData(false, 1)]
    public async Task Attachments_ThatNeverArrive_EndTheConnection(bool usesSocket, int arrived)
    {
        await using EngineClient client = usesSocket ? await SocketClient.ConnectAsync(Host.Address) : await PollingClient.ConnectAsync(Host.Address);
        await client.EnterAsync("/spec");

        await client.SendAsync("452-/spec,[\"echo\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
        for (var i = 0; i < arrived; i++)
        {
            await client.SendBytesAsync([1]);
        }

        await client.EndedAsync();
        Assert.Equal((CloseReason.ProtocolError, "forced close"), await DepartureAsync());
    }

    [Fact]
    public async Task Attachments_ThatArriveInTime_LeaveNothingToWaitFor()
    {
        await using var client = await SocketClient.ConnectAsync(Host.Address);
        await client.EnterAsync("/spec");
        await client.SendAsync("451-/spec,[\"echo\",{\"_placeholder\":true,\"num\":0}]");
        await client.SendBytesAsync([1]);

        // One that comes later and is never whole ends: the time of the first would have been up by then.
        await using var other = await SocketClient.ConnectAsync(Host.Address);
        await other.EnterAsync("/spec");
        await other.SendAsync("451-/spec,[\"echo\",{\"_placeholder\":true,\"num\":0}]");
        await other.EndedAsync();

        await client.SendAsync("42/spec,1[\"echo\",1]");
        Assert.Equal("43/spec,1[1]", await client.NextAsync());
    }

    [Theory]
    [InlineData("half a frame")]
    [InlineData("half a header")]
    [InlineData("a message without its last frame")]
    [InlineData("half an attachment")]
    public async Task WebSocketMessage_ThatNeverEnds_EndsTheConnection(string what)
    {
        await using var raw = await RawWebSocket.ConnectAsync(Host.Port, Target);
        await raw.SendAsync(RawWebSocket.Text("40/spec,"));
        Assert.StartsWith("0{", (await raw.ReadFrameAsync()).Text, StringComparison.Ordinal);
        Assert.StartsWith("40/spec,", (await raw.ReadFrameAsync()).Text, StringComparison.Ordinal);

        await raw.SendAsync(what switch
        {
            "half a frame" => RawWebSocket.Text("42/spec,1[\"echo\",5]")[..12],
            "half a header" => RawWebSocket.Text("42/spec,1[\"echo\",5]")[..4],
            "a message without its last frame" => RawWebSocket.Frame(RawFrame.TextFrame, "42/spec,"u8, isFinal: false),
            _ => [.. RawWebSocket.Text("451-/spec,[\"echo\",{\"_placeholder\":true,\"num\":0}]"), .. RawWebSocket.Frame(RawFrame.Binary, [1, 2], isFinal: false)],
        });

        var code = (await raw.ReadCloseAsync()).CloseCode;
        var departure = await DepartureAsync();

        // Whichever of the two is found late first.
        Assert.Contains((code, departure.Reason, departure.Description), what == "half an attachment"
            ? [(1008, CloseReason.PolicyViolation, "transport error"), (null, CloseReason.ProtocolError, "forced close")]
            : new (int?, CloseReason, string?)[] { (1008, CloseReason.PolicyViolation, "transport error") });
    }

    private async Task<(CloseReason Reason, string? Description)> DepartureAsync()
    {
        var (_, context) = await Host.Probe.NextDepartureAsync();
        return (context.Reason, context.Description);
    }
}
