using System.Net;
using System.Text.Json.Nodes;
using Gateways.Redis.Tests.ScaleOut;
using Gateways.Specification.Clients;
using Gateways.Specification.Gateways;
using Gateways.Specification.Hosting;

namespace Gateways.Redis.Tests.Node;

/// <content>What each side tells of its clients when the other asks.</content>
public sealed partial class MixedClusterTests
{
    [NodeFact]
    public async Task Fetch_Count_Rooms_InBothDirections()
    {
        var theirId = await Node.ConnectAsync("n1", "r1", "r2");
        var own = await ConnectAsync(GatewayTransports.WebSocket, "r1");

        var fetched = await Server.To("r1").FetchClientsAsync();
        var sockets = (await Node.DoAsync("fetch", new { rooms = new[] { "r1" } }))!.AsArray();

        Assert.Equal(new[] { theirId, own.Id }.Order(StringComparer.Ordinal), fetched.Select(static client => client.Id).Order(StringComparer.Ordinal));
        var theirs = fetched.Single(client => client.Id == theirId);
        Assert.Equal(GatewayTransports.SocketIO, theirs.Transport);
        Assert.Equal(["r1", "r2"], theirs.Rooms.Order(StringComparer.Ordinal));
        Assert.True(theirs.ConnectedAt > DateTimeOffset.UnixEpoch);
        var socket = sockets.Single(node => node!["id"]!.GetValue<string>() == own.Id)!;
        Assert.Equal(new[] { own.Id, "r1" }.Order(StringComparer.Ordinal), socket["rooms"]!.AsArray().Select(static room => room!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.Equal(own.Server.Handshake.Time.ToUnixTimeMilliseconds(), socket["handshake"]!["issued"]!.GetValue<long>());
        Assert.Equal(2, sockets.Count);
        Assert.Equal([new RoomInfo("r1", 2), new RoomInfo("r2", 1)], (await Server.GetRoomsAsync()).OrderBy(static room => room.Name, StringComparer.Ordinal));
        Assert.Equal((2, 2), (await Server.CountServersAsync(), (await Node.DoAsync("serverCount"))!.GetValue<int>()));
        var rooms = (await Node.DoAsync("allRooms"))!.AsArray().Select(static room => room!.GetValue<string>());
        Assert.Equal(new[] { "r1", "r2", own.Id, theirId }.Order(StringComparer.Ordinal), rooms.Order(StringComparer.Ordinal));
    }

    [NodeFact]
    public async Task Fetch_FromHere_TellsDataAndHandshakeOfNodesClients()
    {
        var id = (await Node.DoAsync("connect", new
        {
            name = "n1", query = new { room = "a b", token = "s3cret" }, auth = new { token = "s3cret" }, headers = new { cookie = "sid=s3cret", authorization = "Bearer s3cret", origin = "https://a.example" },
            data = new { user = new { name = "Ann é", age = 7 }, tags = new[] { "x" }, huge = new string('x', ClientDataSnapshot.MaxBytes) },
        }))!.GetValue<string>();
        await Node.DoAsync("dataDeep", new { client = id, levels = 1000 });

        var client = Assert.Single(await Server.FetchClientsAsync());

        Assert.Equal(id, client.Id);
        Assert.Equal(["tags", "user"], client.Data.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(new Person("Ann é", 7), client.Data.Get<Person>("user"));
        Assert.True(client.Data.IsTruncated);
        var handshake = client.Handshake;
        Assert.Equal((client.ConnectedAt, false, true), (handshake.Time, handshake.IsSecure, handshake.RemoteAddress is { } address && IPAddress.IsLoopback(address)));
        Assert.Equal(["EIO", "room", "transport"], handshake.Query.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("a b", "https://a.example"), (handshake.Query["room"], handshake.Headers["Origin"]));
        Assert.StartsWith("/socket.io/?", handshake.Url, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", handshake.Url + string.Concat(handshake.Headers.Values) + string.Concat(handshake.Query.Values), StringComparison.Ordinal);
    }

    [NodeFact]
    public async Task Fetch_FromNode_TellsDataAndHandshakeOfOurClients()
    {
        foreach (var transport in MixedClients.Transports.Concat(MixedClients.ListeningTransports))
        {
            var client = await MixedClients.OpenAsync(Host, new ClientRequest("/spec", "room=a%20b&access_token=s3cret"), transport);
            _clients.Add(client);
            var server = await Host.Probe.NextConnectedAsync();
            await SpecificationHost.LetInAsync(Server, server);
            (server.Data["user"], server.Data["live"]) = (new Person("Ann é", 7), new CancellationTokenSource());

            var socket = (await Node.DoAsync("fetch"))!.AsArray().Single(node => node!["id"]!.GetValue<string>() == server.Id)!;

            Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"user":{"name":"Ann é","age":7}}"""), socket["data"]), socket["data"]!.ToJsonString());
            var handshake = socket["handshake"]!.AsObject();
            Assert.Equal(["address", "auth", "headers", "issued", "query", "secure", "time", "url", "xdomain"], handshake.Select(static field => field.Key).Order(StringComparer.Ordinal));
            Assert.Equal(server.Handshake.Time.ToUnixTimeMilliseconds(), handshake["issued"]!.GetValue<long>());
            Assert.EndsWith("GMT+0000 (Coordinated Universal Time)", handshake["time"]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.Equal((server.Handshake.RemoteAddress!.ToString(), false), (handshake["address"]!.GetValue<string>(), handshake["secure"]!.GetValue<bool>()));
            Assert.Equal(("a b", $"127.0.0.1:{Host.Port}"), (handshake["query"]!["room"]!.GetValue<string>(), handshake["headers"]!["host"]!.GetValue<string>()));
            Assert.Contains("room=a%20b", handshake["url"]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.DoesNotContain("s3cret", handshake.ToJsonString(), StringComparison.Ordinal);
            Assert.Empty(handshake["auth"]!.AsObject());
        }
    }
}
