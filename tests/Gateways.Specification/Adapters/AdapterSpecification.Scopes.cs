using Gateways.Adapters;

namespace Gateways.Specification.Adapters;

public abstract partial class AdapterSpecification
{
    public static TheoryData<string, string, string, string, string, string> Scopes => new()
    {
        { "", "", "", "", "", "abcd" },
        { "r1", "", "", "", "", "ab" },
        { "r1,r2", "", "", "", "", "abc" },
        { "R1", "", "", "", "", "" },
        { "unknown", "", "", "", "", "" },
        { "", "a,c,nobody", "", "", "", "ac" },
        { "", "", "ann", "", "", "ad" },
        { "r1", "c", "ann", "", "", "abcd" },
        { "", "", "", "r1", "", "cd" },
        { "", "", "", "r1,r2", "", "d" },
        { "", "", "", "", "a,d", "bc" },
        { "r1", "", "", "r2", "", "a" },
        { "r1,r1", "a,a", "ann,ann", "", "b", "ad" },
        { "", "a", "", "r1", "", "" },
        { "a", "", "", "", "", "a" },
        { "A", "", "", "", "", "" },
        { "c,r1,a", "", "", "", "", "abc" },
        { "c", "c", "bob", "", "", "bc" },
        { "", "", "", "a", "", "bcd" },
        { "r1,r2", "", "", "b,r9", "", "ac" },
        { "a", "", "", "a", "", "" },
        { "ann", "", "", "", "", "" },
    };

    [Theory]
    [MemberData(nameof(Scopes))]
    public async Task Scope_EachKind_ReachesItsClientsOnce(string rooms, string clients, string users, string exceptRooms, string exceptClients, string expected)
    {
        RecordingClient[] all = [await AddAsync("a", "ann", "r1"), await AddAsync("b", "bob", "r1", "r2"), await AddAsync("c", null, "r2"), await AddAsync("d", "ann")];
        var scope = new EmitScope
        {
            Rooms = Split(rooms), Clients = Split(clients), Users = Split(users), ExceptRooms = Split(exceptRooms), ExceptClients = Split(exceptClients),
        };

        await EmitAsync("e", scope);

        Assert.Equal(expected, string.Concat(all.SelectMany(static client => client.Heard.Select(_ => client.Id))));
        Assert.Equal(expected.Length, await Adapter.CountAsync(scope, default));
        Assert.Equal(expected, string.Concat((await Adapter.FetchClientsAsync(scope, default)).Select(static client => client.Id).Order()));
    }

    [Fact]
    public async Task Scope_JoinLeaveDisconnect_ReachItsClients()
    {
        var (first, second) = (await AddAsync("a", "ann", "r1"), await AddAsync("b", "bob", "r1"));

        await Adapter.JoinAsync(new EmitScope { Rooms = ["r1"], ExceptClients = ["b"] }, "r2", default);
        await Adapter.LeaveAsync(new EmitScope { Users = ["bob"] }, "r1", default);
        await Adapter.DisconnectAsync(new EmitScope { Rooms = ["r2"] }, CloseReason.Refused, default);

        Assert.Equal(["r1", "r2"], Adapter.GetRooms(first).Order());
        Assert.Empty(Adapter.GetRooms(second));
        Assert.Equal([CloseReason.Refused], first.Closed);
        Assert.Empty(second.Closed);
        Assert.Empty(first.ConnectionsClosed);
    }

    [Fact]
    public async Task Scope_CloseConnections_ReachesItsClients()
    {
        var (first, second) = (await AddAsync("a", "ann", "r1"), await AddAsync("b", "bob", "r1"));

        await Adapter.CloseConnectionsAsync(new EmitScope { Rooms = ["r1"], ExceptRooms = ["b"] }, CloseReason.Refused, default);

        Assert.Equal([CloseReason.Refused], first.ConnectionsClosed);
        Assert.Empty(first.Closed);
        Assert.Empty(second.ConnectionsClosed);
    }

    [Fact]
    public async Task Scope_AnIdAsTheNameOfARoom_ReachesItsClientWithEveryOperation()
    {
        var (first, second) = (await AddAsync("a", null, "r1"), await AddAsync("b", null, "r1"));
        var own = new EmitScope { Rooms = ["a"] };

        var asking = AskAsync(own, Minute);
        first.AnswerAll("1");
        await Adapter.JoinAsync(own, "r2", default);
        await Adapter.LeaveAsync(own, "r1", default);
        await Adapter.DisconnectAsync(own, CloseReason.Refused, default);
        await Adapter.RemoveAsync(first);
        await EmitAsync("late", own);

        Assert.Equal("a", Assert.Single(await asking.Soon()).ClientId);
        Assert.Equal([CloseReason.Refused], first.Closed);
        Assert.Equal(["ask"], first.Heard);
        Assert.Equal(["r1"], Adapter.GetRooms(second));
        Assert.Empty(second.Closed);
        Assert.Empty(second.Heard);
    }

    [Fact]
    public async Task Fetch_IsASnapshot()
    {
        var client = await AddAsync("a", "ann", "r1");

        var fetched = Assert.Single(await Adapter.FetchClientsAsync(EmitScope.Everyone, default));
        await Adapter.JoinAsync(client, ["r2"], default);

        Assert.Equal(("a", "ann", GatewayTransports.WebSocket, DateTimeOffset.UnixEpoch), (fetched.Id, fetched.UserIdentifier, fetched.Transport, fetched.ConnectedAt));
        Assert.Equal(["r1"], fetched.Rooms);
    }

    private static string[] Split(string names) => names.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
