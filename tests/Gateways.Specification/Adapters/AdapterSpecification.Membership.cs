using Gateways.Adapters;

namespace Gateways.Specification.Adapters;

public abstract partial class AdapterSpecification
{
    [Fact]
    public async Task Add_SameIdTwice_Throws()
    {
        await AddAsync("a");

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Adapter.AddAsync(new RecordingClient("a"), default));
    }

    [Fact]
    public async Task Add_NotAdmitted_HearsItsRoomsAndItsIdOnly()
    {
        var client = new RecordingClient("a", "ann");
        await Adapter.AddAsync(client, default);
        await Adapter.JoinAsync(client, ["r"], default);

        await EmitAsync("everyone", EmitScope.Everyone);
        await EmitAsync("user", new EmitScope { Users = ["ann"] });
        await EmitAsync("room", new EmitScope { Rooms = ["r"] });
        await EmitAsync("id", new EmitScope { Clients = ["a"] });
        await Adapter.AdmitAsync(client, default);
        await EmitAsync("admitted", new EmitScope { Users = ["ann"] });

        Assert.Equal(["room", "id", "admitted"], client.Heard);
    }

    [Fact]
    public async Task Join_Leave_RoomsFollow()
    {
        var client = await AddAsync("a", null, "r1", "r2");

        await Adapter.LeaveAsync(client, "r1", default);
        await Adapter.LeaveAsync(client, "unknown", default);

        Assert.Equal(["r2"], Adapter.GetRooms(client));
        Assert.Equal([new RoomInfo("r2", 1)], await Adapter.GetRoomsAsync(default));
    }

    [Fact]
    public async Task Join_AboveTheLimit_IsAllOrNothing()
    {
        var client = await AddAsync("a", null, "r1", "r2");

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Adapter.JoinAsync(client, ["r3", "r4", "r5"], default));
        Assert.Equal(["r1", "r2"], Adapter.GetRooms(client).Order());

        await Adapter.JoinAsync(client, ["r1", "r3", "r3", "r4"], default);
        Assert.Equal(MaxRooms, Adapter.GetRooms(client).Count);
        await Adapter.JoinAsync(new EmitScope { Clients = ["a"] }, "r5", default);
        Assert.Equal(MaxRooms, Adapter.GetRooms(client).Count);
    }

    [Fact]
    public async Task Join_TheIdOfAnotherClient_IsRefusedWhole()
    {
        var (stranger, victim) = (await AddAsync("a"), await AddAsync("b"));

        await Assert.ThrowsAsync<ArgumentException>(async () => await Adapter.JoinAsync(stranger, ["r1", "b"], default));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Adapter.JoinAsync(EmitScope.Everyone, "b", default));
        await EmitAsync("private", new EmitScope { Rooms = ["b"] });

        Assert.Empty(Adapter.GetRooms(stranger));
        Assert.Empty(stranger.Heard);
        Assert.Equal(["private"], victim.Heard);
    }

    [Fact]
    public async Task Join_ItsOwnId_DoesNothing()
    {
        var client = await AddAsync("a", null, "a", "r1");

        await EmitAsync("once", new EmitScope { Rooms = ["a"] });
        await Adapter.LeaveAsync(client, "a", default);
        await EmitAsync("still", new EmitScope { Rooms = ["a"] });

        Assert.Equal(["once", "still"], client.Heard);
        Assert.Equal(["r1"], Adapter.GetRooms(client));
        Assert.Equal([new RoomInfo("r1", 1)], await Adapter.GetRoomsAsync(default));
    }

    [Fact]
    public async Task Add_UnderTheNameOfARoom_EmptiesTheRoom()
    {
        var stranger = await AddAsync("a", null, "b", "r1");

        var victim = await AddAsync("b");
        await EmitAsync("private", new EmitScope { Rooms = ["b"] });

        Assert.Equal(["r1"], Adapter.GetRooms(stranger));
        Assert.Empty(stranger.Heard);
        Assert.Equal(["private"], victim.Heard);
    }

    [Fact]
    public async Task Remove_TellsTheRoomsAndForgetsEverything()
    {
        var client = await AddAsync("a", "ann", "r1", "r2");

        Assert.Equal(["r1", "r2"], (await Adapter.RemoveAsync(client)).Order());

        Assert.Empty(await Adapter.RemoveAsync(client));
        Assert.Null(Adapter.Find("a"));
        Assert.Empty(Adapter.GetRooms(client));
        await AssertEmptyAsync();
    }

    [Fact]
    public async Task Remove_ThenAnything_DoesNothing()
    {
        var client = await AddAsync("a");
        await Adapter.RemoveAsync(client);

        await Adapter.JoinAsync(client, ["r"], default);
        await Adapter.AdmitAsync(client, default);
        await Adapter.UserChangedAsync(client);
        await EmitAsync("late", EmitScope.Everyone);

        Assert.Empty(client.Heard);
        await AssertEmptyAsync();
    }

    [Fact]
    public async Task Remove_AnotherClientOfTheSameId_LeavesTheKnownOne()
    {
        var client = await AddAsync("a");

        Assert.Empty(await Adapter.RemoveAsync(new RecordingClient("a")));

        Assert.Same(client, Adapter.Find("a"));
    }

    [Fact]
    public async Task UserChanged_MovesTheClient()
    {
        var client = await AddAsync("a", "ann");
        client.UserIdentifier = "bob";
        await Adapter.UserChangedAsync(client);

        await EmitAsync("ann", new EmitScope { Users = ["ann"] });
        await EmitAsync("bob", new EmitScope { Users = ["bob"] });

        Assert.Equal(["bob"], client.Heard);
    }
}
