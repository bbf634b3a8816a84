using Gateways.Testing.Tests.Gateways;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Testing.Tests.Clients;

/// <summary>Clients of a server that keeps what was missed.</summary>
public sealed class RecoveryTests : IAsyncLifetime
{
    private Cafe _cafe = null!;

    public static TheoryData<GatewayTransports> Transports { get; } = [GatewayTransports.SocketIO, GatewayTransports.ServerSentEvents];

    public async Task InitializeAsync() => _cafe = await Cafe.OpenAsync(configureServices: static services => services.AddGateways()
        .AddWebSockets()
        .AddSocketIO(static options => options.ConnectionStateRecovery = new())
        .AddServerSentEvents(static options =>
        {
            options.Recovery = new();
            options.AllowRooms<CafeGateway>();
        }));

    public async Task DisposeAsync() => await _cafe.DisposeAsync();

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Receive_PayloadsAreTheSameAsWithoutRecovery(GatewayTransports transport)
    {
        var (client, guest) = await _cafe.WelcomeAsync(transport, In("t1"));
        await guest.JoinAsync("t1");

        await _cafe.Server.To("t1").EmitAsync("one", "text");
        await _cafe.Server.To("t1").EmitAsync("pair", 1, "b");
        await guest.EmitAsync("own", "x");

        Assert.Equal("text", await client.ReceiveAsync<string>("one"));
        Assert.Equal((1, "b"), await client.ReceiveAsync<int, string>("pair"));
        Assert.Equal("x", await client.ReceiveAsync<string>("own"));
        await client.ExpectNothingAsync("one");
        Assert.Matches("^[0-9a-f]{8}-[0-9]+$", client.LastEventId);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Resume_AfterALoss_HearsWhatItHasMissed(GatewayTransports transport)
    {
        var (lost, guest) = await _cafe.WelcomeAsync(transport, In("t1"));
        await guest.JoinAsync("t1");
        await _cafe.Server.To("t1").EmitAsync("said", 1);
        Assert.Equal(1, await lost.ReceiveAsync<int>("said"));
        lost.Abort();
        await _cafe.Door.NextDepartureAsync();
        await _cafe.Server.To("t1").EmitAsync("said", 2);

        var again = await _cafe.Host.ConnectAsync(transport, new GatewayTestClientOptions { Query = In("t1").Query, Resumes = lost });

        Assert.Equal(2, await again.ReceiveAsync<int>("said"));
        await again.ExpectNothingAsync("gap");
    }

    [Theory]
    [InlineData(GatewayTransports.WebSocket, GatewayTransports.WebSocket)]
    [InlineData(GatewayTransports.SocketIO, GatewayTransports.ServerSentEvents)]
    public async Task Resume_WhereNobodyCan_IsAnErrorOfTheTest(GatewayTransports first, GatewayTransports second)
    {
        var (lost, _) = await _cafe.WelcomeAsync(first);

        await Assert.ThrowsAsync<ArgumentException>(() => _cafe.Host.ConnectAsync(second, new GatewayTestClientOptions { Resumes = lost }));
    }

    private static GatewayTestClientOptions In(string room) => new() { Query = { ["room"] = room } };
}
