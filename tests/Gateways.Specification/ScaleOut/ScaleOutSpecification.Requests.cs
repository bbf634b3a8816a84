namespace Gateways.Specification.ScaleOut;

public abstract partial class ScaleOutSpecification
{
    [Fact]
    public async Task Ask_AllAnswer_EachClientIsNamed_AndSoIsWhoCannotAnswer()
    {
        var peers = await ConnectEverywhereAsync(null, "r1");
        foreach (var peer in peers)
        {
            peer.Client.Answer = (_, question) => Task.FromResult<string?>($"[{question},\"{peer.Id}\"]");
        }

        var answers = await First.To("r1").EmitWithAckAsync<System.Text.Json.JsonElement>("ask", "q").Soon();

        var listeners = peers.Where(static peer => peer.Client.OnlyListens).ToArray();
        Assert.Empty(answers.Missing);
        Assert.Equal(
            listeners.Select(static peer => $"{peer.Id} This client only listens: it cannot answer.").Order(StringComparer.Ordinal),
            answers.Errors.Select(static error => $"{error.ClientId} {error.Error}").Order(StringComparer.Ordinal));
        Assert.Equal(
            peers.Except(listeners).Select(static peer => $"{peer.Id} [\"q\",\"{peer.Id}\"]").Order(StringComparer.Ordinal),
            answers.Replies.Select(static reply => $"{reply.ClientId} {reply.Value}").Order(StringComparer.Ordinal));
        await AssertHeardNothingAsync(First, listeners);
    }

    [Fact]
    public async Task Ask_OneFailsOneLeavesOneIsSilent_EachIsTold()
    {
        var local = await ConnectAsync(Hosts[0]);
        var (failing, leaving, silent) = (await ConnectAsync(Hosts[^1]), await ConnectAsync(Hosts[^1]), await ConnectAsync(Hosts[^1]));
        local.Client.Answer = static (_, _) => Task.FromResult<string?>("1");
        failing.Client.Answer = static (_, _) => throw new ApplicationException("no");
        leaving.Client.Answer = (_, _) =>
        {
            leaving.Client.Abort();
            return Task.FromResult<string?>(null);
        };
        silent.Client.Answer = static (_, _) => new TaskCompletionSource<string?>().Task;

        var answers = await First.EmitWithAckAsync<int>("ask", "q", TimeSpan.FromSeconds(3)).Soon();

        Assert.Equal([local.Id], answers.Replies.Select(static reply => reply.ClientId));
        Assert.Equal([failing.Id], answers.Errors.Select(static error => error.ClientId));
        Assert.Equal(new[] { leaving.Id, silent.Id }.Order(StringComparer.Ordinal), answers.Missing.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Ask_Nobody_EndsAtOnce()
    {
        var answers = await First.To("empty").EmitWithAckAsync<int>("ask", "q", TimeSpan.FromMinutes(5)).Soon();

        Assert.True(answers.IsComplete);
        Assert.Empty(answers.Replies);
    }

    [Fact]
    public async Task Ask_ManyAtOnce_DoNotMix()
    {
        var peers = await ConnectEverywhereAsync();
        foreach (var peer in peers)
        {
            peer.Client.Answer = static (_, question) => Task.FromResult<string?>(question);
        }

        var questions = Enumerable.Range(0, 50).Select(async i =>
        {
            var answers = await (i % 2 == 0 ? First : Last).EmitWithAckAsync<int>("ask", i);
            Assert.Equal(Enumerable.Repeat(i, peers.Count(static peer => !peer.Client.OnlyListens)), answers.Replies.Select(static reply => reply.Value));
        });

        await Task.WhenAll(questions).Soon();
    }

    [Fact]
    public async Task Fetch_Count_Rooms_SeeAllServers()
    {
        var inside = await ConnectEverywhereAsync("ann", "r1");
        var outside = await ConnectEverywhereAsync("bob", "r2");

        var fetched = (await First.To("r1").FetchClientsAsync()).OrderBy(static client => client.Id, StringComparer.Ordinal).ToArray();

        Assert.Equal(inside.Select(static peer => peer.Id).Order(StringComparer.Ordinal), fetched.Select(static client => client.Id));
        foreach (var (client, peer) in fetched.Zip(inside.OrderBy(static peer => peer.Id, StringComparer.Ordinal)))
        {
            Assert.Equal(("ann", peer.Server.Transport, peer.Server.Handshake.Time), (client.UserIdentifier, client.Transport, client.ConnectedAt));
            Assert.Equal(["r1"], client.Rooms);
        }

        Assert.Equal(inside.Length + outside.Length, await Last.CountAsync());
        Assert.Equal(outside.Length, await Last.ToUser("bob").CountAsync());
        Assert.Equal(1, await First.ToClient(outside[^1].Id).CountAsync());
        Assert.Equal(0, await First.ToClient("nobody").CountAsync());
        Assert.Equal(
            [new RoomInfo("r1", inside.Length), new RoomInfo("r2", outside.Length)],
            (await Last.GetRoomsAsync()).OrderBy(static room => room.Name, StringComparer.Ordinal));
    }

    [Fact]
    public async Task JoinAndLeave_OfAScope_ReachClientsOfAllServers()
    {
        var ann = await ConnectEverywhereAsync("ann", "r1");
        var bob = await ConnectEverywhereAsync("bob", "r1");

        await First.ToUser("ann").JoinAsync("r2");
        await First.To("r1").Except("r2").LeaveAsync("r1");

        // A fetch is answered after what was asked before.
        Assert.Equal(ann.Length, await First.To("r2").CountAsync());
        Assert.Equal(ann.Length, await First.To("r1").CountAsync());
        Assert.All(ann, static peer => Assert.Equal(["r1", "r2"], peer.Server.Rooms.Order(StringComparer.Ordinal)));
        Assert.All(bob, static peer => Assert.Empty(peer.Server.Rooms));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Disconnect_OfAScope_ClosesClientsOfAllServersWithTheReason(bool closesConnections)
    {
        var ann = await ConnectEverywhereAsync("ann");
        var bob = await ConnectEverywhereAsync("bob");

        var (target, reason) = (First.ToUser("ann"), new CloseReason("banned", 4001, "you are banned", false));
        await (closesConnections ? target.CloseConnectionsAsync(reason) : target.DisconnectAsync(reason));

        foreach (var peer in ann)
        {
            await peer.Client.Closed;
        }

        foreach (var host in Hosts)
        {
            for (var i = 0; i < ClientsPerServer; i++)
            {
                var departure = await host.Probe.NextDepartureAsync();
                Assert.Equal(("banned", 4001), (departure.Context.Reason.Name, departure.Context.Reason.Code));
            }
        }

        await AssertHeardNothingAsync(First, bob);
    }

    [Fact]
    public async Task ServerSideEmit_OtherServersHear_NotThisOneNorClients()
    {
        var peers = await ConnectEverywhereAsync();
        var heard = Hosts.Select(static _ => System.Threading.Channels.Channel.CreateUnbounded<string>()).ToArray();
        foreach (var (host, channel) in Hosts.Zip(heard))
        {
            host.Server.OnServerSideEvent<string>("reload", text => channel.Writer.WriteAsync(text));
            host.Server.OnServerSideEvent<int[]>("pair", numbers => channel.Writer.WriteAsync(string.Join('+', numbers)));
        }

        await First.ServerSideEmitAsync("reload", "settings");
        await First.ServerSideEmitAsync("nobody handles this", 1);
        await First.ServerSideEmitAsync("reload");

        foreach (var channel in heard[1..])
        {
            string?[] both = [await channel.Reader.ReadAsync().Soon(), await channel.Reader.ReadAsync().Soon()];
            Assert.Equal([null, "settings"], both.Order(StringComparer.Ordinal));
        }

        Assert.False(heard[0].Reader.TryPeek(out _));
        await AssertHeardNothingAsync(First, peers);
    }

    [Fact]
    public async Task ServerSideEmit_WithAck_GathersOneReplyPerServer()
    {
        foreach (var (host, index) in Hosts.Select(static (host, index) => (host, index)))
        {
            host.Server.OnServerSideEvent<int, int>("double", number => ValueTask.FromResult((number * 2) + index));
        }

        var replies = await First.ServerSideEmitWithAckAsync<int>("double", 10).Soon();

        Assert.True(replies.IsComplete);
        Assert.Equal(Enumerable.Range(1, ServerCount - 1).Select(static index => 20 + index), replies.Replies.Order());
    }

    [Fact]
    public async Task ServerSideEmit_HandlerFailsOrIsRemoved_IsMissing()
    {
        foreach (var host in Hosts)
        {
            host.Server.OnServerSideEvent<int, int>("fails", static _ => throw new InvalidOperationException("not today"));
            host.Server.OnServerSideEvent<int, int>("removed", static _ => ValueTask.FromResult(1)).Dispose();
        }

        var wait = TimeSpan.FromMilliseconds(200);
        Assert.Equal(ServerCount - 1, (await First.ServerSideEmitWithAckAsync<int>("fails", 1, wait)).Missing);
        Assert.Equal(ServerCount - 1, (await First.ServerSideEmitWithAckAsync<int>("removed", 1, wait)).Missing);
        using var patience = new CancellationTokenSource(Patience.Limit);
        while (Hosts[^1].Log.Lines.All(static line => line.EventId != 6010))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
        }
    }

    [Fact]
    public async Task Servers_Stop_AreNotWaitedFor()
    {
        var peer = await ConnectAsync(Hosts[0]);
        Assert.Equal(ServerCount, await First.CountServersAsync());

        await StopServerAsync(Hosts[^1]);

        Assert.Equal(ServerCount - 1, await First.CountServersAsync());
        Assert.Equal([peer.Id], (await First.FetchClientsAsync().Soon()).Select(static client => client.Id));
    }
}
