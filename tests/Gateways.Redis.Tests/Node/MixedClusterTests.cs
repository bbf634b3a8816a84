using System.Text.Json.Nodes;
using Gateways.Redis.Tests.ScaleOut;
using Gateways.Redis.Tests.Servers;
using Gateways.Specification;
using Gateways.Specification.Clients;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace Gateways.Redis.Tests.Node;

/// <summary>One cluster of a Node server and servers of this library, on a real Redis: each side's words, heard by the other.</summary>
public sealed partial class MixedClusterTests(RedisServerFixture redis) : IAsyncLifetime, IClassFixture<RedisServerFixture>
{
    private readonly string _prefix = $"mixed-{Guid.NewGuid():N}";
    private readonly List<SpecificationClient> _clients = [];
    private NodePeer? _node;
    private SpecificationHost? _host;

    private NodePeer Node => _node!;

    private SpecificationHost Host => _host!;

    private IGatewayServer Server => Host.Server;

    public async Task InitializeAsync()
    {
        if (NodePackages.IsNodeInstalled)
        {
            _node = await NodePeer.StartAsync(redis.ConnectionString.Split(':')[1], _prefix, "/spec");
        }

        _host = await SpecificationHost.StartAsync(builder => builder.AddTransports().AddRedis(redis.ConnectionString, options => options.ChannelPrefix = _prefix));
    }

    public async Task DisposeAsync()
    {
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }

        await Host.DisposeAsync();
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }
    }

    [NodeFact]
    public async Task Emit_FromHere_NodesClientsHear()
    {
        await Node.ConnectAsync("n1", "r1", "user:ann");
        var second = await Node.ConnectAsync("n2", "r2");

        await Server.EmitAsync("all", new { a = new object?[] { 1, -1, 1.5, "é", null, true } });
        await Server.To("r1").EmitAsync("room", 1, "two", new[] { 3 });
        await Server.To("r1").To("r2").Except("r1").EmitAsync("except", 4);
        await Server.ToUser("ann").EmitAsync("user", 5);
        await Server.ToClient(second).EmitAsync("one", 6);
        await Server.To(second).EmitAsync("id", 7);
        await Server.Except(second).EmitAsync("others", 8);
        await Server.EmitAsync("last");

        var heard = new List<string>();
        while (heard.Count < 10)
        {
            heard.Add(await Node.HearAsync());
        }

        Assert.Equal(
            ["""n1 all [{"a":[1,-1,1.5,"\u00E9",null,true]}]""", """n1 room [1,"two",[3]]""", "n1 user [5]", "n1 others [8]", "n1 last []"],
            heard.Where(static line => line.StartsWith("n1", StringComparison.Ordinal)));
        Assert.Equal(
            ["""n2 all [{"a":[1,-1,1.5,"\u00E9",null,true]}]""", "n2 except [4]", "n2 one [6]", "n2 id [7]", "n2 last []"],
            heard.Where(static line => line.StartsWith("n2", StringComparison.Ordinal)));
    }

    [NodeFact]
    public async Task Emit_FromNodeAndItsEmitter_OurClientsHear()
    {
        var (first, second) = (await ConnectAsync(GatewayTransports.WebSocket, "r1"), await ConnectAsync(GatewayTransports.SignalR, "r2"));
        first.Server.UserIdentifier = "ann";

        foreach (var command in (string[])["emit", "emitterEmit"])
        {
            await Node.DoAsync(command, new { @event = "heard", payloads = new object?[] { new { a = 1, e = "é" } } });
            await Node.DoAsync(command, new { @event = "heard", rooms = new[] { "r1" }, payloads = new object[] { "room" } });
            await Node.DoAsync(command, new { @event = "heard", rooms = new[] { "r1", "r2" }, except = new[] { "r1" }, payloads = new object[] { "except" } });
            await Node.DoAsync(command, new { @event = "heard", rooms = new[] { "user:ann" }, payloads = new object[] { "user" } });
            await Node.DoAsync(command, new { @event = "heard", rooms = new[] { second.Id }, payloads = new object[] { "one" } });
            await Node.DoAsync(command, new { @event = "heard", rooms = new[] { "r1", "r2" }, except = new[] { first.Id }, payloads = new object[] { "others" } });
            await Node.DoAsync(command, new { @event = "pair", payloads = new object[] { new { bytes = new[] { 1, 2, 3 } }, new { date = 0 } } });

            foreach (var (peer, expected) in new[] { (first, new[] { "room", "user" }), (second, ["except", "one", "others"]) })
            {
                Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"a":1,"e":"é"}"""), JsonNode.Parse(await peer.Client.HearAsync("heard"))));
                foreach (var text in expected)
                {
                    Assert.Equal($"\"{text}\"", await peer.Client.HearAsync("heard"));
                }

                Assert.Equal("""["AQID","1970-01-01T00:00:00.000Z"]""", await peer.Client.HearAsync("pair"));
            }
        }
    }

    [NodeFact]
    public async Task Ask_InBothDirections_GathersAcksOfBothSides()
    {
        await Node.ConnectAsync("n1", "r1");
        var own = await ConnectAsync(GatewayTransports.SignalR, "r1");
        own.Client.Answer = static (_, question) => Task.FromResult<string?>($"\"own:{question}\"");

        var ours = await Server.To("r1").EmitWithAckAsync<string>("ask", 7).Soon();
        var theirs = await Node.DoAsync("ask", new { @event = "ask", rooms = new[] { "r1" }, payloads = new object[] { 8 } });

        Assert.True(ours.IsComplete);
        Assert.Equal([("", "n1:7"), (own.Id, "own:7")], ours.Replies.Select(static reply => (reply.ClientId, reply.Value)).Order());
        Assert.Equal(["n1:8", "own:8"], theirs!.AsArray().Select(static reply => reply!.GetValue<string>()).Order(StringComparer.Ordinal));
    }

    [NodeFact]
    public async Task JoinLeaveDisconnect_FromHere_ReachNodesClients()
    {
        var id = await Node.ConnectAsync("n1", "r1");

        await Server.To("r1").JoinAsync("r2");
        await Server.ToClient(id).JoinAsync("r3");
        await Server.To("r2").LeaveAsync("r1");
        Assert.Equal(1, await Server.To("r3").CountAsync());
        Assert.Equal(["r2", "r3"], (await Node.DoAsync("rooms", new { client = id }))!.AsArray().Select(static room => room!.GetValue<string>()));

        await Server.To("r3").DisconnectAsync();
        Assert.Equal("n1 closed", await Node.HearAsync());
    }

    [NodeFact]
    public async Task Close_FromHere_EndsTheConnectionsOfNodesClients()
    {
        await using var redisConnection = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        var emitter = new GatewayEmitter(redisConnection, _prefix).Of("/spec");
        foreach (var name in (string[])["n1", "n2", "n3"])
        {
            await Node.ConnectAsync(name, name);
            await Node.DoAsync("connectAlso", new { name });
        }

        await Server.To("n1").DisconnectAsync();
        Assert.Equal("n1 closed", await Node.HearAsync());
        await Server.To("n2").CloseConnectionsAsync();
        Assert.Equal(["n2 closed", "n2/also closed"], new[] { await Node.HearAsync(), await Node.HearAsync() }.Order(StringComparer.Ordinal));
        await emitter.To("n3").CloseConnectionsAsync();
        Assert.Equal(["n3 closed", "n3/also closed"], new[] { await Node.HearAsync(), await Node.HearAsync() }.Order(StringComparer.Ordinal));
    }

    [NodeFact]
    public async Task JoinLeaveDisconnect_FromNodeAndItsEmitter_ReachOurClients()
    {
        var peer = await ConnectAsync(GatewayTransports.WebSocket, "r1");

        await Node.DoAsync("join", new { rooms = new[] { "r1" }, room = "r2" });
        await Node.DoAsync("emitterJoin", new { rooms = new[] { "r1" }, room = "r3" });

        // Node's emitter has a connection of its own and does not wait for it: what follows could overtake it.
        using var patience = new CancellationTokenSource(Patience.Limit);
        while (!peer.Server.Rooms.Contains("r3"))
        {
            patience.Token.ThrowIfCancellationRequested();
            await Node.DoAsync("fetch");
        }

        await Node.DoAsync("leave", new { rooms = new[] { peer.Id }, room = "r1" });
        await Node.DoAsync("fetch");
        Assert.Equal(["r2", "r3"], peer.Server.Rooms.Order(StringComparer.Ordinal));

        await Node.DoAsync("emitterDisconnect", new { rooms = new[] { "r3" } });
        await peer.Client.Closed;
        Assert.Equal("server-disconnect", (await Host.Probe.NextDepartureAsync()).Context.Reason.Name);
    }

    [NodeFact]
    public async Task ServerSideEmit_InBothDirections_WithAcks()
    {
        var heard = System.Threading.Channels.Channel.CreateUnbounded<string>();
        Server.OnServerSideEvent<JsonArray>("note", note => heard.Writer.WriteAsync(note.ToJsonString()));
        Server.OnServerSideEvent<int, int>("triple", static number => ValueTask.FromResult(number * 3));

        await Server.ServerSideEmitAsync("note", "from .NET");
        await Node.DoAsync("serverSideEmit", new { @event = "note", payloads = new object[] { 1, new { a = "x" } } });
        await Node.DoAsync("emitterServerSideEmit", new { @event = "note", payloads = new object[] { 2, 3 } });
        var ours = await Server.ServerSideEmitWithAckAsync<int>("double", 21);
        var theirs = await Node.DoAsync("serverSideAsk", new { @event = "triple", payloads = new object[] { 14 } });

        // The emitter speaks to all servers, and so to Node too.
        Assert.Equal(["note [\"from .NET\"]", "note [2,3]"], [await Node.HearAsync(), await Node.HearAsync()]);
        Assert.Equal(["""[1,{"a":"x"}]""", "[2,3]"], new[] { await heard.Reader.ReadAsync().Soon(), await heard.Reader.ReadAsync().Soon() }.Order(StringComparer.Ordinal));
        Assert.True(ours.IsComplete);
        Assert.Equal([42], ours.Replies);
        Assert.Equal([42], theirs!.AsArray().Select(static reply => reply!.GetValue<int>()));
    }

    [NodeFact]
    public async Task GatewayEmitter_BothSidesHear()
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        var emitter = new GatewayEmitter(connection, _prefix).Of("/spec");
        var theirId = await Node.ConnectAsync("n1", "r1");
        var own = await ConnectAsync(GatewayTransports.WebSocket, "r1");
        own.Server.UserIdentifier = "ann";

        Assert.True(await emitter.To("r1").EmitAsync("heard", new { a = 1 }) >= 2);
        await emitter.ToUser("ann").EmitAsync("heard", "user");
        await emitter.ToClient(theirId).EmitAsync("heard", "one");
        await emitter.To("r1").JoinAsync("r2");

        // It goes another way than what is emitted.
        using var patience = new CancellationTokenSource(Patience.Limit);
        while (!own.Server.Rooms.Contains("r2"))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
        }

        await emitter.To("r2").Except("r3").EmitAsync("quiet");

        Assert.Equal(["""n1 heard [{"a":1}]""", """n1 heard ["one"]""", "n1 quiet []"], [await Node.HearAsync(), await Node.HearAsync(), await Node.HearAsync()]);
        Assert.Equal(["""{"a":1}""", "\"user\""], [await own.Client.HearAsync("heard"), await own.Client.HearAsync("heard")]);
        Assert.Equal("", await own.Client.HearAsync("quiet"));

        await emitter.To("r2").LeaveAsync("r1");
        await emitter.ToUser("ann").DisconnectAsync(CloseReason.Refused);
        await own.Client.Closed;
        Assert.Equal(["r2"], (await Node.DoAsync("rooms", new { client = theirId }))!.AsArray().Select(static room => room!.GetValue<string>()));
        await emitter.ServerSideEmitAsync("note", 1);
        Assert.Equal("note [1]", await Node.HearAsync());
        Assert.Equal(0, await new GatewayEmitter(connection, "nobody").EmitAsync("heard", 1));
    }

    [NodeFact]
    public async Task Probes_OfOurServers_DoNotHarmNode()
    {
        await Node.ConnectAsync("n1");
        await using var second = await SpecificationHost.StartAsync(builder => builder.AddTransports().AddRedis(redis.ConnectionString, options =>
        {
            options.ChannelPrefix = _prefix;
            options.ProbeInterval = TimeSpan.FromMilliseconds(1);
        }));
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(3, await second.Server.CountServersAsync());
            Assert.Equal(1, await second.Server.CountAsync());
        }

        await second.Server.EmitAsync("still", 1);
        Assert.Equal("n1 still [1]", await Node.HearAsync());
    }

    private async Task<Peer> ConnectAsync(GatewayTransports transport, params string[] rooms)
    {
        var client = await MixedClients.OpenAsync(Host, new ClientRequest("/spec", "", null), transport);
        _clients.Add(client);
        var server = await Host.Probe.NextConnectedAsync();
        await client.CallAsync("echo", "0");
        await server.JoinAsync(rooms);
        return new Peer(client, server);
    }
}
