namespace Gateways.Specification.Transports;

public abstract partial class ListeningSpecification
{
    [Fact]
    public async Task Join_ThenEmitToRoom_OnlyMembersHear()
    {
        var (inside, outside) = (await ConnectAsync(), await ConnectAsync());
        await inside.Server.JoinAsync("r1");
        await inside.Server.JoinAsync("r1");

        await Server.To("r1").EmitAsync("heard", new { Text = "hi" });

        AssertJson("""{"text":"hi"}""", await inside.Client.HearAsync("heard"));
        await AssertHeardNothingAsync(inside);
        await AssertHeardNothingAsync(outside);
    }

    [Fact]
    public async Task Leave_ThenEmitToRoom_HearsNothing()
    {
        var peer = await ConnectAsync();
        await peer.Server.JoinAsync(["r1", "r2"]);
        await peer.Server.LeaveAsync("r1");
        await peer.Server.LeaveAsync("never joined");

        await Server.To("r1").EmitAsync("heard", 1);
        await Server.To("r2").EmitAsync("heard", 2);

        Assert.Equal("2", await peer.Client.HearAsync("heard"));
        Assert.Equal(["r2"], peer.Server.Rooms);
        await AssertHeardNothingAsync(peer);
    }

    [Fact]
    public async Task Emit_FromAClient_ExcludesItself()
    {
        var (sender, member, stranger) = (await ConnectAsync(), await ConnectAsync(), await ConnectAsync());
        await sender.Server.JoinAsync("r1");
        await member.Server.JoinAsync("r1");

        await sender.Server.To("r1").EmitAsync("heard", "to");
        await sender.Server.Except("r1").EmitAsync("heard", "except");
        await sender.Server.Broadcast.EmitAsync("heard", "broadcast");

        Assert.Equal("\"to\"", await member.Client.HearAsync("heard"));
        Assert.Equal("\"broadcast\"", await member.Client.HearAsync("heard"));
        Assert.Equal("\"except\"", await stranger.Client.HearAsync("heard"));
        Assert.Equal("\"broadcast\"", await stranger.Client.HearAsync("heard"));
        await AssertHeardNothingAsync(sender);
    }

    [Fact]
    public async Task Emit_ToSeveralRooms_EachClientHearsOnce()
    {
        var (both, first, none) = (await ConnectAsync(), await ConnectAsync(), await ConnectAsync());
        await both.Server.JoinAsync(["r1", "r2"]);
        await first.Server.JoinAsync("r1");

        await Server.To("r1").To("r2").EmitAsync("heard", 1);
        await Server.To(["r1", "r2"]).EmitAsync("heard", 2);

        foreach (var peer in new[] { both, first })
        {
            Assert.Equal("1", await peer.Client.HearAsync("heard"));
            Assert.Equal("2", await peer.Client.HearAsync("heard"));
            await AssertHeardNothingAsync(peer);
        }

        await AssertHeardNothingAsync(none);
    }

    [Fact]
    public async Task Emit_WithExceptions_TheyHearNothing()
    {
        var (first, second, third) = (await ConnectAsync(), await ConnectAsync(), await ConnectAsync());
        await first.Server.JoinAsync("quiet");

        await Server.Except("quiet").ExceptClient(second.Id).EmitAsync("heard", 1);

        Assert.Equal("1", await third.Client.HearAsync("heard"));
        await AssertHeardNothingAsync(first);
        await AssertHeardNothingAsync(second);
    }

    [Fact]
    public async Task Emit_ToClient_OnlyItHears()
    {
        var (first, second) = (await ConnectAsync(), await ConnectAsync());

        await Server.ToClient(first.Id).EmitAsync("heard", 1);
        await Server.ToClient("nobody").EmitAsync("heard", 2);

        Assert.Equal("1", await first.Client.HearAsync("heard"));
        await AssertHeardNothingAsync(first);
        await AssertHeardNothingAsync(second);
    }

    [Fact]
    public async Task Emit_ToUser_AllItsClientsHearUntilItChanges()
    {
        await StartAsync();
        Probe.Connecting = static (client, _) =>
        {
            client.UserIdentifier = client.Handshake.Query["user"];
            return default;
        };
        var (ann, annToo, bob) = (await ConnectAsync(query: "user=ann"), await ConnectAsync(query: "user=ann"), await ConnectAsync(query: "user=bob"));
        foreach (var peer in new[] { ann, annToo, bob })
        {
            await AssertHeardNothingAsync(peer);
        }

        await Server.ToUser("ann").EmitAsync("heard", 1);
        annToo.Server.UserIdentifier = "bob";
        await Server.ToUser("ann").EmitAsync("heard", 2);
        await Server.ToUser("bob").EmitAsync("heard", 3);

        Assert.Equal("1", await ann.Client.HearAsync("heard"));
        Assert.Equal("2", await ann.Client.HearAsync("heard"));
        Assert.Equal("1", await annToo.Client.HearAsync("heard"));
        Assert.Equal("3", await annToo.Client.HearAsync("heard"));
        Assert.Equal("3", await bob.Client.HearAsync("heard"));
    }

    [Fact]
    public async Task Emit_NoneOneTwoThreePayloads_ArriveAsTheyAre()
    {
        var peer = await ConnectAsync();

        await Server.EmitAsync("quiet");
        await Server.EmitAsync("heard", "a \"quoted\" ö😀\u001e\n");
        await Server.EmitAsync("pair", 1, "b");
        await Server.EmitAsync("triple", 1, new[] { 2 }, (string?)null);
        await peer.Server.EmitAsync("quiet");
        await peer.Server.EmitAsync("pair", 2, "c");
        await peer.Server.EmitAsync("triple", (string?)null, new[] { 3 }, 4);

        Assert.Equal(NoPayload, await peer.Client.HearAsync("quiet"));
        AssertJson("\"a \\\"quoted\\\" ö😀\\u001e\\n\"", await peer.Client.HearAsync("heard"));
        Assert.Equal("[1,\"b\"]", await peer.Client.HearAsync("pair"));
        Assert.Equal("[1,[2],null]", await peer.Client.HearAsync("triple"));
        Assert.Equal(NoPayload, await peer.Client.HearAsync("quiet"));
        Assert.Equal("[2,\"c\"]", await peer.Client.HearAsync("pair"));
        Assert.Equal("[null,[3],4]", await peer.Client.HearAsync("triple"));
    }

    [Fact]
    public async Task Emit_PayloadCannotBeSerialised_ErrorReachesTheCallerAndNobodyElse()
    {
        var peer = await ConnectAsync();

        await Assert.ThrowsAsync<ApplicationException>(async () => await Server.EmitAsync("heard", new Gateways.EvilPayload()));

        await AssertHeardNothingAsync(peer);
    }

    [Fact]
    public async Task Join_BadName_IsRefused()
    {
        await StartAsync(static options => options.MaxRoomNameLength = 5);
        var peer = await ConnectAsync();

        await Assert.ThrowsAsync<ArgumentException>(async () => await peer.Server.JoinAsync(""));
        await Assert.ThrowsAsync<ArgumentException>(async () => await peer.Server.JoinAsync("123456"));
        await Assert.ThrowsAsync<ArgumentException>(async () => await peer.Server.JoinAsync(["ok", "123456"]));
        Assert.Throws<ArgumentException>(() => Server.To("123456"));

        Assert.Empty(peer.Server.Rooms);
    }

    [Fact]
    public async Task Join_MoreThanTheLimit_NoneOfThem()
    {
        await StartAsync(static options => options.MaxRoomsPerClient = 2);
        var peer = await ConnectAsync();
        await peer.Server.JoinAsync("a");

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await peer.Server.JoinAsync(["b", "c"]));
        await peer.Server.JoinAsync(["a", "b", "b"]);

        Assert.Equal(["a", "b"], peer.Server.Rooms.Order());
    }

    [Fact]
    public async Task Target_FetchAndCount_TellWhoIsThere()
    {
        var (first, second) = (await ConnectAsync(), await ConnectAsync());
        await first.Server.JoinAsync("r1");

        var fetched = Assert.Single(await Server.To("r1").FetchClientsAsync());

        Assert.Equal((first.Id, Kind), (fetched.Id, fetched.Transport));
        Assert.Equal(["r1"], fetched.Rooms);
        Assert.Equal(2, await Server.CountAsync());
        Assert.Equal(1, await Server.To("r1").CountAsync());
        Assert.Equal(1, await second.Server.Broadcast.CountAsync());
        Assert.Equal([new RoomInfo("r1", 1)], await Server.GetRoomsAsync());
    }

    [Fact]
    public async Task Target_JoinAndLeave_MoveItsClients()
    {
        var (first, second) = (await ConnectAsync(), await ConnectAsync());
        await first.Server.JoinAsync("r1");

        await Server.To("r1").JoinAsync("r2");
        await Server.ToClient(second.Id).JoinAsync("r3");
        await Server.To("r1").LeaveAsync("r1");

        Assert.Equal(["r2"], first.Server.Rooms);
        Assert.Equal(["r3"], second.Server.Rooms);
        Assert.Equal([new RoomInfo("r2", 1), new RoomInfo("r3", 1)], (await Server.GetRoomsAsync()).OrderBy(static room => room.Name));
    }

    [Fact]
    public async Task Target_CloseConnections_ItsClientsAreToldWhy()
    {
        var (first, second) = (await ConnectAsync(), await ConnectAsync());

        await Server.ToClient(first.Id).CloseConnectionsAsync(new CloseReason("banned", 4001, "you are banned", false));

        await first.Client.Closed;
        Assert.Equal("banned", (await Probe.NextDepartureAsync()).Context.Reason.Name);
        await AssertHeardNothingAsync(second);
    }

    [Fact]
    public async Task Target_Disconnect_ItsClientsAreToldWhy()
    {
        var (first, second) = (await ConnectAsync(), await ConnectAsync());
        await first.Server.JoinAsync("out");

        await Server.To("out").DisconnectAsync(new CloseReason("banned", 4001, "you are banned", false));

        await AssertClosedAsync("you are banned", first.Client);
        Assert.Equal("banned", (await Probe.NextDepartureAsync()).Context.Reason.Name);
        await AssertHeardNothingAsync(second);
        Assert.Empty(await Server.GetRoomsAsync());
    }
}
