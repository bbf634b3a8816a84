namespace Gateways.Specification.ScaleOut;

public abstract partial class ScaleOutSpecification
{
    [Fact]
    public async Task Emit_ToEveryone_EachClientOfEachServerHearsOnce()
    {
        var peers = await ConnectEverywhereAsync();

        await First.EmitAsync("heard", new { text = "hi" });

        foreach (var peer in peers)
        {
            AssertJson("""{"text":"hi"}""", await peer.Client.HearAsync("heard"));
        }

        await AssertHeardNothingAsync(First, peers);
    }

    [Fact]
    public async Task Emit_Volatile_ReachesClientsOfOtherServersThatCanBeWrittenTo()
    {
        var peers = await ConnectEverywhereAsync(null, "r1");

        foreach (var peer in peers)
        {
            var heard = peer.Client.NextAsync();
            while (!heard.IsCompleted)
            {
                // Right behind an answer a client that polls has not come again yet.
                await (peer.Client.OnlyListens ? Task.CompletedTask : peer.Client.CallAsync("echo", "1"));
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, CancellationToken.None);
                await First.To("r1").Volatile.EmitAsync("heard", 1);
            }

            Assert.Equal(("heard", "1"), ((await heard).Name, (await heard).Data));
        }
    }

    [Fact]
    public async Task Emit_ToARoom_MembersOfAllServersHear()
    {
        var inside = await ConnectEverywhereAsync(null, "r1");
        var outside = await ConnectEverywhereAsync(null, "r2");

        await Last.To("r1").EmitAsync("heard", 1);

        foreach (var peer in inside)
        {
            Assert.Equal("1", await peer.Client.HearAsync("heard"));
        }

        await AssertHeardNothingAsync(Last, [.. inside, .. outside]);
    }

    [Fact]
    public async Task Emit_ToSeveralRoomsExceptOne_EachClientHearsOnce()
    {
        var both = await ConnectEverywhereAsync(null, "r1", "r2");
        var excepted = await ConnectEverywhereAsync(null, "r1", "r3");

        await First.To("r1").To("r2").Except("r3").EmitAsync("heard", 1);

        foreach (var peer in both)
        {
            Assert.Equal("1", await peer.Client.HearAsync("heard"));
        }

        await AssertHeardNothingAsync(First, [.. both, .. excepted]);
    }

    [Fact]
    public async Task Emit_Local_ReachesThisServersClientsAlone()
    {
        var peers = await ConnectEverywhereAsync(null, "r1");

        await First.To("r1").Local.EmitAsync("heard", 1);
        await First.Local.To("r1").EmitAsync("heard", 2);
        await First.Local.LeaveAsync("r1");

        foreach (var peer in peers[..ClientsPerServer])
        {
            Assert.Equal(("1", "2"), (await peer.Client.HearAsync("heard"), await peer.Client.HearAsync("heard")));
        }

        Assert.Equal(ClientsPerServer, await First.Local.CountAsync());
        Assert.Equal(peers.Length - ClientsPerServer, await First.To("r1").CountAsync());
        await AssertHeardNothingAsync(First, peers);
    }

    [Fact]
    public async Task Emit_ToAUser_AllItsClientsHear()
    {
        var ann = await ConnectEverywhereAsync("ann");
        var bob = await ConnectEverywhereAsync("bob", "user:ann", "ann");

        await First.ToUser("ann").EmitAsync("heard", 1);

        foreach (var peer in ann)
        {
            Assert.Equal("1", await peer.Client.HearAsync("heard"));
        }

        await AssertHeardNothingAsync(First, [.. ann, .. bob]);
    }

    [Fact]
    public async Task Emit_ToOneClient_WhereverItIs()
    {
        var peers = await ConnectEverywhereAsync();

        await First.ToClient(peers[^1].Id).EmitAsync("heard", 1);
        await Last.ToClient(peers[0].Id).EmitAsync("heard", 2);
        await First.ToClient("nobody").EmitAsync("heard", 3);

        Assert.Equal("1", await peers[^1].Client.HearAsync("heard"));
        Assert.Equal("2", await peers[0].Client.HearAsync("heard"));
        await AssertHeardNothingAsync(First, peers);
    }

    [Fact]
    public async Task Emit_ToAnIdAsIfItWereARoom_ReachesTheClientWhereverItIs()
    {
        var peers = await ConnectEverywhereAsync(null, "r1");

        await First.To(peers[^1].Id).EmitAsync("heard", 1);
        await Last.To(peers[0].Id).To("empty").EmitAsync("heard", 2);
        await peers[0].Server.To(peers[^1].Id).EmitAsync("heard", 3);
        await peers[0].Server.To(peers[0].Id).EmitAsync("heard", 4);

        Assert.Equal(("1", "3"), (await peers[^1].Client.HearAsync("heard"), await peers[^1].Client.HearAsync("heard")));
        Assert.Equal("2", await peers[0].Client.HearAsync("heard"));
        await First.To("r1").Except(peers[^1].Id).EmitAsync("heard", 5);
        foreach (var peer in peers[..^1])
        {
            Assert.Equal("5", await peer.Client.HearAsync("heard"));
        }

        Assert.Equal([peers[^1].Id], (await First.To(peers[^1].Id).FetchClientsAsync()).Select(static client => client.Id));
        Assert.Equal((1, peers.Length - 1), (await Last.To(peers[0].Id).CountAsync(), await Last.Except(peers[0].Id).CountAsync()));
        await AssertHeardNothingAsync(First, peers);
    }

    [Fact]
    public async Task Join_TheIdOfAClient_HearsNothingThatIsForIt()
    {
        var (victim, stranger) = (await ConnectAsync(Hosts[^1]), await ConnectAsync(Hosts[^1]));

        await Assert.ThrowsAsync<ArgumentException>(async () => await stranger.Server.JoinAsync(victim.Id));
        await First.ToClient(stranger.Id).JoinAsync(victim.Id);
        await First.To(victim.Id).EmitAsync("heard", 1);

        Assert.Equal("1", await victim.Client.HearAsync("heard"));
        await AssertHeardNothingAsync(First, victim, stranger);
    }

    [Fact]
    public async Task Join_TheIdOfAClientOfAnotherServer_HearsNothingThatIsSentWithToClient()
    {
        var (victim, stranger) = (await ConnectAsync(Hosts[^1]), await ConnectAsync(Hosts[0]));
        await stranger.Server.JoinAsync(victim.Id);

        await First.ToClient(victim.Id).EmitAsync("heard", 1);
        Assert.Equal("1", await victim.Client.HearAsync("heard"));

        // Its own server knows whom it means, and tells no other.
        await Last.To(victim.Id).EmitAsync("heard", 2);
        Assert.Equal("2", await victim.Client.HearAsync("heard"));
        await AssertHeardNothingAsync(First, victim, stranger);
    }

    [Fact]
    public async Task Emit_FromAClient_ExcludesItselfAlone()
    {
        var peers = await ConnectEverywhereAsync(null, "r1");

        await peers[0].Server.To("r1").EmitAsync("heard", 1);
        await peers[0].Server.Broadcast.EmitAsync("heard", 2);

        foreach (var peer in peers[1..])
        {
            Assert.Equal(("1", "2"), (await peer.Client.HearAsync("heard"), await peer.Client.HearAsync("heard")));
        }

        await AssertHeardNothingAsync(First, peers);
    }

    [Theory]
    [InlineData("#")]
    [InlineData("a#b")]
    [InlineData("*")]
    [InlineData("r[1]?")]
    [InlineData("\0probe:")]
    [InlineData("user:ann")]
    [InlineData("Zimmer \U0001F600")]
    public async Task Emit_ToARoomOfAnyName_ReachesItAlone(string room)
    {
        var inside = await ConnectEverywhereAsync(null, room);
        var outside = await ConnectEverywhereAsync(null, "a", "b", "r1?");

        await First.To(room).EmitAsync("heard", 1);

        foreach (var peer in inside)
        {
            Assert.Equal("1", await peer.Client.HearAsync("heard"));
        }

        await AssertHeardNothingAsync(First, [.. inside, .. outside]);
    }

    [Theory]
    [InlineData("""{"a":[1,-1,1.5,1e21,9007199254740991,true,null,"é\u0001\n\"\\😀",{}]}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"\"")]
    public async Task Emit_AnyPayload_ArrivesAsItWas(string json)
    {
        var peers = await ConnectEverywhereAsync();

        await First.EmitAsync("heard", System.Text.Json.JsonDocument.Parse(json).RootElement);

        foreach (var peer in peers)
        {
            AssertJson(json, await peer.Client.HearAsync("heard"));
        }
    }

    [Fact]
    public async Task Emit_NoneTwoAndThreePayloads_ArriveAsArguments()
    {
        var peers = await ConnectEverywhereAsync();

        await First.EmitAsync("quiet");
        await First.EmitAsync("pair", 1, "b");
        await First.EmitAsync("triple", 1, "b", new[] { 3 });

        foreach (var peer in peers)
        {
            Assert.Equal(peer.Client.NoPayload, await peer.Client.HearAsync("quiet"));
            AssertJson("""[1,"b"]""", await peer.Client.HearAsync("pair"));
            AssertJson("""[1,"b",[3]]""", await peer.Client.HearAsync("triple"));
        }
    }

    [Fact]
    public async Task Emit_ManyFromOneServer_ArriveInOrderOnAll()
    {
        const int Count = 500;
        var peers = await ConnectEverywhereAsync(null, "r1");

        for (var i = 0; i < Count; i++)
        {
            await (i % 2 == 0 ? First.To("r1") : First).EmitAsync("heard", i);
        }

        foreach (var peer in peers)
        {
            for (var i = 0; i < Count; i++)
            {
                Assert.Equal(i, int.Parse(await peer.Client.HearAsync("heard"), System.Globalization.CultureInfo.InvariantCulture));
            }
        }
    }

    [Fact]
    public async Task Emit_InAnotherCluster_IsNotHeard()
    {
        var peers = await ConnectEverywhereAsync(null, "r1");
        var stranger = await StartServerAsync(Cluster + "2");

        await stranger.Server.EmitAsync("heard", 1);
        await stranger.Server.To("r1").EmitAsync("heard", 2);

        Assert.Equal(1, await stranger.Server.CountServersAsync());
        Assert.Equal(ServerCount, await First.CountServersAsync());
        await AssertHeardNothingAsync(First, peers);
    }
}
