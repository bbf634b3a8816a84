using System.Globalization;
using Gateways.Adapters;

namespace Gateways.Specification.Adapters;

public abstract partial class AdapterSpecification
{
    private const int Rounds = 300;

    [Fact]
    public async Task Race_JoinsLeavesUsersAndRemoves_LeaveNothingBehind()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var clients = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => AddAsync(Name(round, i), "u0")));

            await Task.WhenAll(clients.SelectMany(client => new[]
            {
                Task.Run(async () => await Adapter.JoinAsync(client, ["r1", "r2"], default)),
                Task.Run(async () => await Adapter.LeaveAsync(client, "r1", default)),
                Task.Run(async () => await Adapter.JoinAsync(EmitScope.Everyone, "r3", default)),
                Task.Run(async () =>
                {
                    client.UserIdentifier = "u1";
                    await Adapter.UserChangedAsync(client);
                }),
                Task.Run(async () => await EmitAsync("e", new EmitScope { Rooms = ["r1", "r2", "r3"] })),
                Task.Run(async () => await Adapter.RemoveAsync(client)),
            }));

            await AssertEmptyAsync();
            Assert.Equal(0, await Adapter.CountAsync(new EmitScope { Users = ["u0", "u1"] }, default));
        }
    }

    [Fact]
    public async Task Race_JoinAndLeaveOfOneRoom_EndAsTheLastOfEachClientSaid()
    {
        var clients = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => AddAsync(Name(0, i))));

        await Task.WhenAll(clients.Select((client, index) => Task.Run(async () =>
        {
            for (var i = 0; i < 2000; i++)
            {
                await Adapter.JoinAsync(client, ["r"], default);
                await Adapter.LeaveAsync(client, "r", default);
            }

            if (index % 2 == 0)
            {
                await Adapter.JoinAsync(client, ["r"], default);
            }
        })));

        Assert.Equal([new RoomInfo("r", 2)], await Adapter.GetRoomsAsync(default));
        await EmitAsync("e", new EmitScope { Rooms = ["r"] });
        Assert.Equal([1, 0, 1, 0], clients.Select(static client => client.Heard.Count));
    }

    [Fact]
    public async Task Race_UserChanges_EndUnderTheLastName()
    {
        var client = await AddAsync("a", "u");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            for (var j = 0; j < 200; j++)
            {
                client.UserIdentifier = Name(i, j % 3);
                await Adapter.UserChangedAsync(client);
            }
        })));
        client.UserIdentifier = "last";
        await Adapter.UserChangedAsync(client);

        Assert.Equal(1, await Adapter.CountAsync(new EmitScope { Users = ["last"] }, default));
        var others = Enumerable.Range(0, 8).SelectMany(static i => Enumerable.Range(0, 3).Select(j => Name(i, j))).ToArray();
        Assert.Equal(0, await Adapter.CountAsync(new EmitScope { Users = others }, default));
    }

    [Fact]
    public async Task Race_AddAndJoinOfItsId_NobodyElseHearsWhatIsForTheClient()
    {
        var stranger = await AddAsync("stranger");
        for (var round = 0; round < Rounds; round++)
        {
            var id = Name(round, 0);
            var joining = Task.Run(async () =>
            {
                try
                {
                    await Adapter.JoinAsync(stranger, [id], default);
                }
                catch (ArgumentException)
                {
                    // The client was there first.
                }
            });
            var client = await Task.Run(() => AddAsync(id));
            await joining;

            await EmitAsync("private", new EmitScope { Rooms = [id] });

            Assert.Equal(["private"], client.Heard);
            Assert.Empty(Adapter.GetRooms(stranger));
            await Adapter.RemoveAsync(client);
        }

        Assert.Empty(stranger.Heard);
    }

    private static string Name(int first, int second) => string.Create(CultureInfo.InvariantCulture, $"{first}-{second}");
}
