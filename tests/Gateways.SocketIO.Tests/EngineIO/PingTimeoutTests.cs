using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SocketIO.Tests.EngineIO;

/// <summary>Clients that do not answer pings, on the wire.</summary>
public sealed class PingTimeoutTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private SpecificationHost? _host;

    private SpecificationHost Host => _host!;

    public async Task InitializeAsync() => _host = await SpecificationHost.StartAsync(static builder => builder.AddSocketIO(static options =>
        (options.PingInterval, options.PingTimeout) = (TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(3))));

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        _http.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ping_NotAnswered_EndsTheConnectionAndOneThatAnswersStays(bool usesSocket)
    {
        await using var alive = await ConnectAsync(usesSocket);
        await alive.EnterAsync("/spec");
        await using var dead = await ConnectAsync(usesSocket);
        (dead.AnswersPings, dead.KeepsPings) = (false, true);
        await dead.SendAsync("40/spec,");

        var packets = new List<string>();
        await foreach (var packet in dead.Packets.ReadAllAsync())
        {
            packets.Add(packet[..1]);
        }

        // The CONNECT, and one ping, however long it waited.
        Assert.Equal(["2", "4"], packets.Order());
        Assert.Equal(usesSocket ? 1000 : null, (dead as SocketClient)?.CloseCode);
        var (client, context) = await Host.Probe.NextDepartureAsync();
        Assert.Equal((CloseReason.PingTimeout, "ping timeout"), (context.Reason, context.Description));
        await alive.SendAsync("42/spec,1[\"echo\",5]");
        Assert.Equal("43/spec,1[5]", await alive.NextAsync());
        Assert.False(Host.Probe.HasDepartures);
        Assert.False(client.IsConnected);
    }

    /// <summary>A ping that was due when the client went over may have been left behind: its time starts anew, and is not forgotten.</summary>
    [Fact]
    public async Task Ping_NotAnsweredBeforeAnUpgrade_EndsTheConnectionAfterIt()
    {
        await using var polling = await PollingClient.ConnectAsync(Host.Address, polls: false);
        await polling.SendAsync("40/spec,");
        string heard;
        do
        {
            heard = await _http.GetStringAsync(polling.Uri).Soon();
        }
        while (heard != "2");

        await using var socket = await SocketClient.ConnectAsync(Host.Address, $"sid={polling.Sid}", hasHandshake: false);
        (socket.AnswersPings, socket.KeepsPings) = (false, true);
        await socket.SendAsync("2probe");
        Assert.Equal("3probe", await socket.NextAsync());
        await socket.SendAsync("5");
        var packets = new List<string>();
        await foreach (var packet in socket.Packets.ReadAllAsync())
        {
            packets.Add(packet);
        }

        Assert.Empty(packets);
        var (_, context) = await Host.Probe.NextDepartureAsync();
        Assert.Equal((CloseReason.PingTimeout, "ping timeout"), (context.Reason, context.Description));
    }

    private async Task<EngineClient> ConnectAsync(bool usesSocket) => usesSocket ? await SocketClient.ConnectAsync(Host.Address) : await PollingClient.ConnectAsync(Host.Address);
}
