using Gateways.Testing.Tests.Gateways;

namespace Gateways.Testing.Tests.Clients;

public sealed class LeaveTests : IAsyncLifetime
{
    private Cafe _cafe = null!;

    public static TheoryData<GatewayTransports> Transports => Cafe.Transports;

    public async Task InitializeAsync() => _cafe = await Cafe.OpenAsync();

    public async Task DisposeAsync() => await _cafe.DisposeAsync();

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Disconnect_ServerSeesAGoodbye(GatewayTransports transport)
    {
        var (client, guest) = await _cafe.WelcomeAsync(transport);

        await client.DisconnectAsync();
        await client.DisconnectAsync();

        Assert.Equal(CloseReason.ClientDisconnect, await _cafe.Door.NextDepartureAsync());
        Assert.False(client.IsConnected);
        Assert.False(guest.IsConnected);
        Assert.Equal("", (await client.Disconnected).Reason);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Abort_ServerSeesALostConnection(GatewayTransports transport)
    {
        var (client, _) = await _cafe.WelcomeAsync(transport);

        client.Abort();
        client.Abort();

        Assert.Equal(CloseReason.ConnectionLost, await _cafe.Door.NextDepartureAsync());
        var end = await client.Disconnected;
        Assert.Null(end.Code);
        Assert.NotNull(end.Error);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Dispose_WithoutAGoodbye_SaysItAndMayBeRepeated(GatewayTransports transport)
    {
        var (client, _) = await _cafe.WelcomeAsync(transport);

        await client.DisposeAsync();
        await client.DisposeAsync();

        Assert.Equal(CloseReason.ClientDisconnect, await _cafe.Door.NextDepartureAsync());
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Disconnected_ServerCloses_HoldsReasonAndCode(GatewayTransports transport)
    {
        var (client, guest) = await _cafe.WelcomeAsync(transport);

        await guest.DisconnectAsync(new CloseReason("closing", 4010, "closing time", true));
        var end = await client.Disconnected;

        // A Socket.IO client that may come back sees its connection end; a DISCONNECT would keep it away.
        Assert.Equal(transport == GatewayTransports.SocketIO ? "" : "closing time", end.Reason);
        Assert.Null(end.Error);
        Assert.Equal(transport == GatewayTransports.SignalR ? true : null, end.MayReconnect);

        // Engine.IO closes without a code; .NET's own WebSocket, which serves in memory, has none to leave out.
        Assert.Equal(transport switch { GatewayTransports.WebSocket => 4010, GatewayTransports.SocketIO => 1000, _ => (int?)null }, end.Code);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Disconnected_HookRefuses_HoldsItsText(GatewayTransports transport)
    {
        _cafe.Door.Opening = static (_, _) => throw new WsException("we are full");

        var client = await _cafe.ConnectAsync(transport);

        Assert.Equal(Cafe.ReasonAt(transport, "we are full"), (await client.Disconnected).Reason);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Disconnected_NobodyEndsIt_TimesOut(GatewayTransports transport)
    {
        var client = await _cafe.ConnectAsync(transport);
        client.Timeout = TimeSpan.FromMilliseconds(50);

        var error = await Assert.ThrowsAsync<TimeoutException>(() => client.Disconnected);

        Assert.Equal($"The connection has not ended within 0.05 s at the {transport} client of /cafe.\nNothing has arrived.", error.Message);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task HostDisposed_ClientsLeaveAndTheirHooksHaveRun(GatewayTransports transport)
    {
        var cafe = await Cafe.OpenAsync();
        var (client, _) = await cafe.WelcomeAsync(transport);
        var door = cafe.Door;

        await cafe.DisposeAsync();

        Assert.True(door.HasDepartures);
        Assert.False(client.IsConnected);
        Assert.Contains(cafe.Host.Logs, static line => line.EventId.Id == 1001);
    }
}
