using Gateways.Specification.Clients;

namespace Gateways.Specification.Transports;

public abstract partial class ListeningSpecification
{
    [Fact]
    public async Task Start_InitHook_RunsOnceBeforeAnyClient()
    {
        await ConnectAsync();
        await ConnectAsync();

        Assert.Equal(["init /spec"], Probe.Notes);
    }

    [Fact]
    public async Task Connect_HookEmits_ClientHears()
    {
        await StartAsync();
        Probe.Connecting = static (client, token) => client.EmitAsync("heard", "welcome", token);

        var peer = await ConnectAsync();

        Assert.Equal("\"welcome\"", await peer.Client.HearAsync("heard"));
    }

    [Fact]
    public async Task Connect_HookNotYetEnded_HearsNothingForEveryone()
    {
        await StartAsync();
        var gate = new Signal();
        Probe.Connecting = async (_, _) => await gate.WaitAsync();
        var peer = await ConnectAsync();

        await Server.EmitAsync("heard", "too early");
        gate.Set();

        await AssertHeardNothingAsync(peer);
    }

    [Fact]
    public async Task Connect_HookThrowsWsException_RefusesWithItsText()
    {
        await StartAsync();
        var healthy = await ConnectAsync();
        Probe.Connecting = static (_, _) => throw new WsException("not today");

        var client = await OpenAsync();

        await AssertClosedAsync("not today", client);
        await Server.EmitAsync("heard", 1);
        Assert.Equal("1", await healthy.Client.HearAsync("heard"));
    }

    [Fact]
    public async Task Connect_HookThrowsSomethingElse_RefusesAsInternalErrorAndLogs()
    {
        await StartAsync();
        Probe.Connecting = static (_, _) => throw new ApplicationException("secret");

        var client = await OpenAsync();

        await AssertClosedAsync(CloseReason.InternalError.Text, client);
        Assert.Contains(Host.Log.Lines, static line => line is { EventId: 4002, Error: ApplicationException });
    }

    [Fact]
    public async Task Connect_HookThrowsTimeoutOfItsOwn_IsInternalError()
    {
        await StartAsync();
        Probe.Connecting = static (_, _) => throw new TimeoutException("the database");

        var client = await OpenAsync();

        await AssertClosedAsync(CloseReason.InternalError.Text, client);
        Assert.Contains(Host.Log.Lines, static line => line is { EventId: 4002, Error: TimeoutException });
    }

    [Fact]
    public async Task Connect_HookTakesTooLong_RefusesWithConnectTimeout()
    {
        await StartAsync(static options => options.ConnectTimeout = TimeSpan.FromMilliseconds(100));
        var told = new Signal();
        Probe.Connecting = async (_, token) =>
        {
            token.Register(told.Set);
            await new Signal().Task;
        };

        var client = await OpenAsync();

        await AssertClosedAsync(CloseReason.ConnectTimeout.Text, client);
        await told.WaitAsync();
    }

    [Fact]
    public async Task Connect_ClientLeavesDuringHook_HookIsToldAndDisconnectHookFollowsItsSuccess()
    {
        await StartAsync();
        var told = new Signal();
        Probe.Connecting = async (_, token) =>
        {
            await token.WhenCancelled();
            told.Set();
        };

        var peer = await ConnectAsync();
        peer.Client.Abort();

        await told.WaitAsync();
        Assert.Equal(peer.Id, (await Probe.NextDepartureAsync()).Client.Id);
    }

    [Fact]
    public async Task Connect_Handshake_IsVisible()
    {
        var peer = await ConnectAsync(query: "room=a%20b&access_token=t0ken");

        Assert.Equal("a b", peer.Server.Handshake.Query["room"]);
        Assert.Equal("t0ken", peer.Server.Handshake.Token);
        Assert.NotEmpty(peer.Server.Handshake.Headers["HOST"]);
        Assert.Equal("/spec", peer.Server.Namespace);
        Assert.Equal(Kind, peer.Server.Transport);
        Assert.True(peer.Server.IsConnected);
    }

    [Fact]
    public async Task Connect_TwoClients_HaveDifferentIds()
    {
        var (first, second) = (await ConnectAsync(), await ConnectAsync());

        Assert.NotEqual(first.Id, second.Id);
        Assert.Same(first.Server, Server.FindClient(first.Id));
        Assert.Null(Server.FindClient("nobody"));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("same", true)]
    [InlineData("https://friend.example", true)]
    [InlineData("https://evil.example", false)]
    [InlineData("null", false)]
    public async Task Connect_Origin_IsChecked(string? origin, bool isAllowed)
    {
        await StartAsync(static options => options.AllowedOrigins.Add("https://friend.example"));
        origin = origin == "same" ? Host.Address.GetLeftPart(UriPartial.Authority) : origin;

        if (isAllowed)
        {
            var client = await OpenAsync(origin: origin);
            await AssertHeardNothingAsync(new Peer(client, await Probe.NextConnectedAsync()));
        }
        else
        {
            var error = await Assert.ThrowsAsync<ConnectRefusedException>(() => OpenAsync(origin: origin));
            Assert.Equal(403, error.Status);
        }
    }
}
