namespace Gateways.Specification.Transports;

public abstract partial class ListeningSpecification
{
    [Fact]
    public async Task Leave_ClientSaysGoodbye_HookIsToldWithRooms()
    {
        var peer = await ConnectAsync();
        await peer.Server.JoinAsync(["r1", "r2"]);

        await peer.Client.CloseAsync();

        var (client, context) = await Probe.NextDepartureAsync();
        Assert.Equal(peer.Id, client.Id);
        Assert.Equal(GoodbyeReason, context.Reason);
        Assert.Equal(["r1", "r2"], context.Rooms.Order());
        Assert.Empty(client.Rooms);
        Assert.False(client.IsConnected);
        Assert.Equal(0, await Server.CountAsync());
        Assert.Null(Server.FindClient(peer.Id));
    }

    [Fact]
    public async Task Leave_ClientIsCut_HookIsToldOnce()
    {
        var (peer, other) = (await ConnectAsync(), await ConnectAsync());

        peer.Client.Abort();

        var (client, context) = await Probe.NextDepartureAsync();
        Assert.Equal((peer.Id, CloseReason.ConnectionLost), (client.Id, context.Reason));
        await other.Client.CloseAsync();
        Assert.Equal(other.Id, (await Probe.NextDepartureAsync()).Client.Id);
        Assert.False(Probe.HasDepartures);
    }

    [Fact]
    public async Task Disconnect_WithAReason_ClientAndHookHearIt()
    {
        var peer = await ConnectAsync();

        await peer.Server.EmitAsync("heard", "last words");
        await peer.Server.DisconnectAsync(new CloseReason("kicked", 4002, "out ö", false));

        Assert.Equal("\"last words\"", await peer.Client.HearAsync("heard"));
        await AssertClosedAsync("out ö", peer.Client);
        Assert.Equal("kicked", (await Probe.NextDepartureAsync()).Context.Reason.Name);
    }

    [Fact]
    public async Task Disconnect_WithoutAReason_IsServerDisconnect()
    {
        var peer = await ConnectAsync();

        await peer.Server.DisconnectAsync();
        await peer.Server.DisconnectAsync(CloseReason.Refused);

        await AssertClosedAsync("server disconnect", peer.Client);
        Assert.Equal(CloseReason.ServerDisconnect, (await Probe.NextDepartureAsync()).Context.Reason);
    }

    [Fact]
    public async Task Leave_HookThrows_IsLoggedAndHarmsNobody()
    {
        await StartAsync();
        Probe.Disconnecting = (client, _) => client.Handshake.Query.ContainsKey("bad") ? throw new ApplicationException("secret") : default;
        var (bad, good) = (await ConnectAsync(query: "bad=1"), await ConnectAsync());

        bad.Client.Abort();
        await bad.Server.Aborted.WhenCancelled().Soon();
        await good.Client.CloseAsync();

        Assert.Equal(good.Id, (await Probe.NextDepartureAsync()).Client.Id);
        await Host.StopAsync().Soon();
        Assert.Contains(Host.Log.Lines, static line => line.EventId == 4004);
    }

    [Fact]
    public async Task Client_AfterItLeft_MembersDoNothing()
    {
        var peer = await ConnectAsync();
        peer.Client.Abort();
        var client = (await Probe.NextDepartureAsync()).Client;

        await client.JoinAsync("r1");
        await client.EmitAsync("heard", 1);
        await client.To("r1").EmitAsync("heard", 1);
        await client.LeaveAsync("r1");
        await client.DisconnectAsync();
        client.UserIdentifier = "ann";

        Assert.Empty(client.Rooms);
        Assert.True(client.Aborted.IsCancellationRequested);
        Assert.Empty(await Server.GetRoomsAsync());
        Assert.Equal(0, await Server.ToUser("ann").CountAsync());
    }

    [Fact]
    public async Task Leave_ManyComeAndGo_NothingRemains()
    {
        await StartAsync();
        Probe.Connecting = static async (client, token) =>
        {
            client.UserIdentifier = "ann";
            await client.JoinAsync(["r1", client.Id], token);
            await client.EmitAsync("heard", 1, token);
        };

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            var client = await OpenAsync(Host, new Clients.ClientRequest("/spec"));
            await client.HearAsync("heard");
            if (i % 2 == 0)
            {
                client.Abort();
            }

            await client.DisposeAsync();
        }));
        for (var i = 0; i < 20; i++)
        {
            await Probe.NextDepartureAsync();
        }

        Assert.Empty(await Server.GetRoomsAsync());
        Assert.Equal(0, await Server.CountAsync());
        Assert.Equal(0, await Server.ToUser("ann").CountAsync());
    }
}
