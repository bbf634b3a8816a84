using System.Text.Json.Nodes;

namespace Gateways.Specification.Transports;

public abstract partial class TransportSpecification
{
    [Fact]
    public async Task Leave_ClientSaysGoodbye_HookIsToldWithRooms()
    {
        var peer = await ConnectAsync();
        await peer.Server.JoinAsync(["r1", "r2"]);

        await peer.Client.CloseAsync();

        var (client, context) = await Probe.NextDepartureAsync();
        Assert.Equal(peer.Id, client.Id);
        Assert.Equal(CloseReason.ClientDisconnect, context.Reason);
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
    public async Task Leave_MessagesSentBefore_StillRunAndTheHookComesLast()
    {
        await StartAsync(static options => options.UnknownEvents = UnknownEventPolicy.Exception);
        var peer = await ConnectAsync();
        var gate = new Signal();
        var first = new Signal();
        Probe.Handler = async call =>
        {
            first.Set();
            await gate.Task;
            Probe.Note($"handler {call.Body}");
            return null;
        };
        Probe.Disconnecting = (_, _) =>
        {
            Probe.Note("hook");
            return default;
        };

        for (var i = 0; i < 3; i++)
        {
            await peer.Client.EmitAsync("run", $"{i}");
        }

        // The answer to what was sent after them: the three have arrived.
        await first.WaitAsync();
        await peer.Client.CallAsync("no such event");
        peer.Client.Abort();
        await peer.Server.Aborted.WhenCancelled().Soon();
        gate.Set();

        Assert.Equal("handler 0", await Probe.NextNoteAsync());
        Assert.Equal("handler 1", await Probe.NextNoteAsync());
        Assert.Equal("handler 2", await Probe.NextNoteAsync());
        Assert.Equal("hook", await Probe.NextNoteAsync());
    }

    [Fact]
    public async Task Aborted_ClientLeaves_IsCancelledInHandlers()
    {
        var peer = await ConnectAsync();
        var started = new Signal();
        Probe.Handler = async call =>
        {
            started.Set();
            await call.CancellationToken.WhenCancelled();
            Probe.Note($"told {call.Client.IsConnected}");
            call.CancellationToken.ThrowIfCancellationRequested();
            return null;
        };

        await peer.Client.EmitAsync("run", "1");
        await started.WaitAsync();
        peer.Client.Abort();

        Assert.Equal("told False", await Probe.NextNoteAsync());
        await Probe.NextDepartureAsync();
        Assert.DoesNotContain(Host.Log.Lines, static line => line.EventId == 4001);
    }

    [Fact]
    public async Task Aborted_ClientLeavesWhileTooMuchWaits_IsCancelled()
    {
        await StartAsync(static options =>
        {
            options.MaxPendingMessages = 2;
            options.KeepAliveInterval = TimeSpan.FromSeconds(1);
            options.ClientTimeout = TimeSpan.FromSeconds(3);
        });
        var peer = await ConnectAsync();
        var started = new Signal();
        Probe.Handler = async call =>
        {
            started.Set();
            await call.CancellationToken.WhenCancelled();
            return null;
        };
        for (var i = 0; i < 10; i++)
        {
            await peer.Client.EmitAsync("run", "1");
        }

        await started.WaitAsync();
        peer.Client.Abort();

        Assert.Equal(peer.Id, (await Probe.NextDepartureAsync()).Client.Id);
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
    public async Task Disconnect_FromTheHandler_ClientIsClosed()
    {
        var peer = await ConnectAsync();
        Probe.Handler = static async call =>
        {
            await call.Client.DisconnectAsync();
            return JsonValue.Create(1);
        };

        await peer.Client.EmitAsync("run", "1");

        await AssertClosedAsync("server disconnect", peer.Client);
        await Probe.NextDepartureAsync();
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
        };

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            var client = await OpenAsync(Host, new Clients.ClientRequest("/spec"));
            await client.CallAsync("echo", "1");
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
