using System.Text.Json;
using Gateways.Specification.Clients;
using Gateways.Specification.Gateways;
using Gateways.Specification.Hosting;
using Gateways.Specification.ScaleOut;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Specification.Presence;

/// <summary>What presence does for clients, on one server or many.</summary>
public abstract class PresenceSpecification : ClusterSpecification
{
    /// <summary>Long, so that who has to wait on a busy machine is not taken for idle.</summary>
    private TimeSpan _awayAfter = TimeSpan.FromMinutes(1);

    protected sealed override void AddServer(IGatewaysBuilder builder, string cluster) => AddCluster(
        builder.AddPresence(options =>
        {
            options.BeatInterval = TimeSpan.FromMilliseconds(100);
            options.ServerTimeout = TimeSpan.FromSeconds(10);
            options.RestartGrace = TimeSpan.FromSeconds(4);
            options.AwayAfter = _awayAfter;
            options.MaxTopicsPerClient = 3;
            options.MaxMetadataBytes = 100;
        }),
        cluster);

    protected abstract void AddCluster(IGatewaysBuilder builder, string cluster);

    [Fact]
    public async Task Watch_HearsTheStateAndThenEachChange()
    {
        var (ann, bob) = (await ConnectAsync(Hosts[0], "ann"), await ConnectAsync(Hosts[^1], "bob"));
        await Of(0).TrackAsync(ann.Server, "d1", new { Color = "red" });

        await Of(^1).WatchAsync(bob.Server, "d1");
        await Of(^1).TrackAsync(bob.Server, "d1");
        await Of(0).TrackAsync(ann.Server, "d1", new { Color = "blue" });
        await Of(0).UntrackAsync(ann.Server, "d1");

        Assert.Equal("""ann active {"color":"red"}""", Users(await bob.Client.HearAsync("presenceState"), "users"));
        Assert.Equal("bob active", Users(await bob.Client.HearAsync("presenceDiff"), "joins"));
        Assert.Equal("""ann active {"color":"blue"}""", Users(await bob.Client.HearAsync("presenceDiff"), "updates"));
        Assert.Equal("""ann active {"color":"blue"}""", Users(await bob.Client.HearAsync("presenceDiff"), "leaves"));
        Assert.Equal(["bob"], (await Of(0).ListAsync("d1")).Select(static entry => entry.UserId));
    }

    [Fact]
    public async Task List_Count_AreTheSameOnEveryServer()
    {
        var peers = await ConnectEverywhereAsync("ann");
        var bob = await ConnectAsync(Hosts[^1], "bob");
        foreach (var (peer, index) in peers.Select(static (peer, index) => (peer, index)))
        {
            await Of(index / ClientsPerServer).TrackAsync(peer.Server, "d1");
        }

        await Of(^1).TrackAsync(bob.Server, "d1", "robert", 7);

        for (var i = 0; i < ServerCount; i++)
        {
            var entries = await Of(i).ListAsync("d1");
            Assert.Equal(["ann", "robert"], entries.Select(static entry => entry.UserId));
            Assert.Equal(JsonValueKind.Undefined, entries[0].Metadata.ValueKind);
            Assert.Equal(7, entries[1].Metadata.GetInt32());
            Assert.Equal(2, await Of(i).CountAsync("d1"));
            Assert.Empty(await Of(i).ListAsync("d2"));
        }
    }

    [Fact]
    public async Task Disconnect_RemovesFromAllTopics()
    {
        var (ann, bob) = (await ConnectAsync(Hosts[0], "ann"), await ConnectAsync(Hosts[^1], "bob"));
        await Of(0).TrackAsync(ann.Server, "d1");
        await Of(0).TrackAsync(ann.Server, "d2");
        await Of(^1).WatchAsync(bob.Server, "d1");
        await Of(^1).WatchAsync(bob.Server, "d2");
        Assert.Equal(("ann active", "ann active"), (Users(await bob.Client.HearAsync("presenceState"), "users"), Users(await bob.Client.HearAsync("presenceState"), "users")));

        ann.Client.Abort();

        Assert.Equal(("ann active", "ann active"), (Users(await bob.Client.HearAsync("presenceDiff"), "leaves"), Users(await bob.Client.HearAsync("presenceDiff"), "leaves")));
        Assert.Equal((0, 0), (await Of(^1).CountAsync("d1"), await Of(^1).CountAsync("d2")));
        await Of(0).TrackAsync(ann.Server, "d1");
        Assert.Equal(0, await Of(0).CountAsync("d1"));
    }

    [Fact]
    public async Task Disconnect_OfAMemberOfAFamily_RemovesItToo()
    {
        var smith = await ConnectToAsync(Hosts[0], "/family/smith");
        var presence = Hosts[0].Services.GetRequiredService<IPresence<FamilyGateway>>();
        await presence.TrackAsync(smith.Server, "d1");
        Assert.Equal(1, await presence.CountAsync("d1"));

        smith.Client.Abort();

        using var patience = new CancellationTokenSource(Patience.Limit);
        while (await presence.CountAsync("d1", patience.Token) > 0)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    [Fact]
    public async Task Watch_ByMembersOfAFamily_IsHeardOnEveryTransport()
    {
        var peers = new List<Peer>();
        foreach (var name in Enumerable.Range(0, Transports.Count).Select(static i => $"/family/f{i}"))
        {
            peers.Add(await ConnectToAsync(Hosts[^1], name));
            await Hosts[^1].Services.GetRequiredService<IPresence<FamilyGateway>>().WatchAsync(peers[^1].Server, "d1");
        }

        var ann = await ConnectToAsync(Hosts[0], "/family/ann");
        ann.Server.UserIdentifier = "ann";
        await Hosts[0].Services.GetRequiredService<IPresence<FamilyGateway>>().TrackAsync(ann.Server, "d1");

        foreach (var peer in peers)
        {
            Assert.Equal("", Users(await peer.Client.HearAsync("presenceState"), "users"));
            Assert.Equal("ann active", Users(await peer.Client.HearAsync("presenceDiff"), "joins"));
        }
    }

    [Fact]
    public async Task DisconnectHook_MayTellWhoIsLeft()
    {
        var (ann, bob) = (await ConnectAsync(Hosts[0], "ann"), await ConnectAsync(Hosts[^1], "bob"));
        await Of(0).TrackAsync(ann.Server, "d1");
        await Of(^1).TrackAsync(bob.Server, "d1");
        var left = new TaskCompletionSource<(IReadOnlyCollection<string> Topics, int Count)>();
        Hosts[0].Probe.Disconnecting = async (client, _) =>
        {
            var topics = await Of(0).UntrackAllAsync(client);
            left.TrySetResult((topics, await Of(0).CountAsync("d1")));
        };

        await ann.Client.CloseAsync();

        var (leftTopics, count) = await left.Task.Soon();
        Assert.Equal(["d1"], leftTopics);
        Assert.Equal(1, count);
    }

    [Fact]
    public async Task Idle_IsAway_UntilItDoesSomething()
    {
        await StartImpatientAsync();
        var (ann, bob) = (await ConnectAsync(Hosts[0], "ann"), await ConnectAsync(Hosts[^1], "bob"));
        await Of(^1).WatchAsync(bob.Server, "d1");
        await Of(0).TrackAsync(ann.Server, "d1");

        Assert.Equal("", Users(await bob.Client.HearAsync("presenceState"), "users"));
        Assert.Equal("ann active", Users(await bob.Client.HearAsync("presenceDiff"), "joins"));
        Assert.Equal("ann away", Users(await bob.Client.HearAsync("presenceDiff"), "updates"));
        Assert.Equal(PresenceStatus.Away, Assert.Single(await Of(^1).ListAsync("d1")).Status);
        Of(0).Touch(ann.Server);
        Assert.Equal("ann active", Users(await bob.Client.HearAsync("presenceDiff"), "updates"));
    }

    [Fact]
    public async Task ReadChanges_EveryServerNamesATopicOnce_HoweverOftenItChanged()
    {
        var (ann, bob) = (await ConnectAsync(Hosts[0], "ann"), await ConnectAsync(Hosts[^1], "bob"));
        var readers = Enumerable.Range(0, ServerCount).Select(i => Of(i).ReadChangesAsync().GetAsyncEnumerator()).ToArray();
        var first = readers.Select(static reader => reader.MoveNextAsync().AsTask()).ToArray();

        await Of(0).TrackAsync(ann.Server, "d1");
        await Task.WhenAll(first).Soon();
        await Of(^1).TrackAsync(bob.Server, "d2", 1);
        await Of(^1).TrackAsync(bob.Server, "d2", 2);
        await Of(0).UntrackAsync(ann.Server, "d1");

        foreach (var reader in readers)
        {
            Assert.Equal("d1", reader.Current);
            var named = new List<string>();
            while (!named.Contains("d1"))
            {
                Assert.True(await reader.MoveNextAsync().AsTask().Soon());
                named.Add(reader.Current);
            }

            Assert.Equal("d2", named[0]);
            await reader.DisposeAsync();
        }

        Assert.Equal(["bob"], (await Of(0).ListAsync("d2")).Select(static entry => entry.UserId));
    }

    [Fact]
    public async Task Idle_SendsAMessage_IsActiveAgain()
    {
        await StartImpatientAsync();
        var (ann, bob) = (await ConnectAsync(Hosts[0], "ann"), await ConnectAsync(Hosts[^1], "bob"));
        await Of(^1).WatchAsync(bob.Server, "d1");
        await Of(0).TrackAsync(ann.Server, "d1");
        Assert.Equal("", Users(await bob.Client.HearAsync("presenceState"), "users"));
        Assert.Equal("ann active", Users(await bob.Client.HearAsync("presenceDiff"), "joins"));

        for (var i = 0; i < 2; i++)
        {
            Assert.Equal("ann away", Users(await bob.Client.HearAsync("presenceDiff"), "updates"));
            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ann.Client.CallAsync("echo", "1")));
            Assert.Equal("ann active", Users(await bob.Client.HearAsync("presenceDiff"), "updates"));
        }
    }

    [Fact]
    public async Task Unwatch_HearsNoMore()
    {
        var bob = await ConnectAsync(Hosts[^1], "bob");
        await Of(^1).WatchAsync(bob.Server, "d1");
        await Of(^1).WatchAsync(bob.Server, "d2");
        await Of(^1).UnwatchAsync(bob.Server, "d1");

        await Of(^1).TrackAsync(bob.Server, "d1");
        await Of(^1).TrackAsync(bob.Server, "d2");

        Assert.Equal(("", ""), (Users(await bob.Client.HearAsync("presenceState"), "users"), Users(await bob.Client.HearAsync("presenceState"), "users")));
        using var diff = JsonDocument.Parse(await bob.Client.HearAsync("presenceDiff"));
        Assert.Equal("d2", diff.RootElement.GetProperty("topic").GetString());
    }

    [Fact]
    public async Task Limits_AreTold()
    {
        var ann = await ConnectAsync(Hosts[0], "ann");
        foreach (var topic in (string[])["d1", "d2", "d3"])
        {
            await Of(0).TrackAsync(ann.Server, topic);
            await Of(0).WatchAsync(ann.Server, topic);
        }

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Of(0).TrackAsync(ann.Server, "d4"));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Of(0).WatchAsync(ann.Server, "d4"));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Of(0).TrackAsync(ann.Server, "d1", "bob", 1));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Of(0).TrackAsync(ann.Server, "d1", new string('x', 100)));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Of(0).TrackAsync(ann.Server, new string('x', 201)));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Of(0).WatchAsync(ann.Server, ""));
        Assert.Equal(0, await Of(0).CountAsync("d4"));
    }

    /// <summary>Servers that soon take a client for away, in place of the others.</summary>
    private async Task StartImpatientAsync()
    {
        _awayAfter = TimeSpan.FromMilliseconds(500);
        for (var i = 0; i < ServerCount; i++)
        {
            await StopServerAsync(Hosts[0]);
            await StartServerAsync(Cluster);
        }
    }

    protected IPresence<SpecificationGateway> Of(Index server) => Of(Hosts[server.GetOffset(Hosts.Count)]);

    protected static IPresence<SpecificationGateway> Of(SpecificationHost host) => host.Services.GetRequiredService<IPresence<SpecificationGateway>>();

    /// <summary>The users of one list of a message: <c>ann active {..}</c>.</summary>
    protected static string Users(string message, string list)
    {
        using var document = JsonDocument.Parse(message);
        return string.Join(", ", document.RootElement.GetProperty(list).EnumerateArray().Select(static user =>
            $"{user.GetProperty("userId").GetString()} {user.GetProperty("status").GetString()}{(user.TryGetProperty("metadata", out var metadata) ? " " + metadata.GetRawText() : "")}"));
    }
}
