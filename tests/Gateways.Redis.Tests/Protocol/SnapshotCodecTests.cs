using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateways.Infrastructure;
using Gateways.Redis.Protocol;

namespace Gateways.Redis.Tests.Protocol;

public sealed class SnapshotCodecTests
{
    private static readonly DateTimeOffset Time = new(2026, 11, 22, 21, 5, 11, 250, TimeSpan.Zero);

    [Fact]
    public void Write_AsNodeDoes()
    {
        var client = Client("""{"user":{"name":"Ann"},"n":1}""") with
        {
            Handshake = new HandshakeSnapshot(
                [KeyValuePair.Create("User-Agent", "test"), KeyValuePair.Create("Origin", "https://a.example"), KeyValuePair.Create("Cookie", "c=1")],
                [KeyValuePair.Create("EIO", "4"), KeyValuePair.Create("access_token", "x")], IPAddress.Parse("::ffff:127.0.0.1"), Time, true, "/socket.io/?EIO=4&access_token=x", GatewayTransports.SocketIO),
        };

        var socket = JsonNode.Parse(ClusterResponseCodec.EncodeClients("q", [client], long.MaxValue))!["sockets"]![0]!;

        Assert.True(
            JsonNode.DeepEquals(
                JsonNode.Parse(
                    """
                    {"id":"abc","rooms":["abc","r1"],"data":{"user":{"name":"Ann"},"n":1},
                     "handshake":{"headers":{"user-agent":"test","origin":"https://a.example"},"time":"Sun Nov 22 2026 21:05:11 GMT+0000 (Coordinated Universal Time)","address":"::ffff:127.0.0.1",
                       "xdomain":true,"secure":true,"issued":1795381511250,"url":"/socket.io/?EIO=4","query":{"EIO":"4"},"auth":{}},
                     "client":{"user":"ann","transport":4,"connectedAt":639309783112500000}}
                    """),
                socket),
            socket.ToJsonString());
    }

    [Fact]
    public void Read_CapturedFromNode()
    {
        var client = Read(
            """
            {"id":"aVMO5lwGmDPZ0dVqAAAB","handshake":{"headers":{"host":"127.0.0.1:3000","cookie":"sid=1","authorization":"Bearer t","x-forwarded-for":["1.1.1.1","2.2.2.2"],"x-api-key":"k","user-agent":"node-XMLHttpRequest"},
             "time":"Sun Nov 22 2026 21:05:11 GMT+0000 (Coordinated Universal Time)","address":"::1","xdomain":false,"secure":false,"issued":1795381511250,
             "url":"/socket.io/?EIO=4&transport=polling&t=x&token=t&room=a%20b","query":{"EIO":"4","transport":"polling","t":"x","token":"t","room":["a b","c"]},"auth":{"token":"t"}},
             "rooms":["aVMO5lwGmDPZ0dVqAAAB","r1",7],"data":{"user":{"name":"Ann"},"tags":["x"]}}
            """);

        Assert.Equal(("aVMO5lwGmDPZ0dVqAAAB", GatewayTransports.SocketIO, Time), (client.Id, client.Transport, client.ConnectedAt));
        Assert.Equal(["r1", "7"], client.Rooms);
        Assert.Equal("Ann", client.Data["user"].GetProperty("name").GetString());
        Assert.Equal(["x"], client.Data.Get<string[]>("tags")!);
        Assert.False(client.Data.IsTruncated);
        var handshake = client.Handshake;
        Assert.Equal(["Host", "User-Agent", "X-Forwarded-For"], handshake.Headers.Keys.Order(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);
        Assert.Equal("1.1.1.1,2.2.2.2", handshake.Headers["X-Forwarded-For"]);
        Assert.Equal(["EIO", "room", "t", "transport"], handshake.Query.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("a b", handshake.Query["room"]);
        Assert.Equal(("/socket.io/?EIO=4&transport=polling&t=x&room=a%20b", IPAddress.IPv6Loopback, Time, false), (handshake.Url, handshake.RemoteAddress, handshake.Time, handshake.IsSecure));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"handshake":null,"data":null,"rooms":null,"client":null}""")]
    [InlineData("""{"handshake":5,"data":"x","rooms":{},"client":[]}""")]
    [InlineData("""{"handshake":{},"data":[],"rooms":[],"client":{}}""")]
    [InlineData("""{"handshake":{"headers":null,"time":1,"address":null,"secure":"yes","issued":"soon","url":7,"query":null},"data":{},"client":{"user":1,"transport":"x","connectedAt":{},"truncated":1}}""")]
    [InlineData("""{"handshake":{"headers":[["host","x"]],"address":"not an address","issued":-1e99,"url":null,"query":"a=b"}}""")]
    [InlineData("""{"handshake":{"headers":{"host":null,"origin":{},"via":[1,null]},"query":{"a":null,"b":[],"c":[{}]},"issued":1e300}}""")]
    [InlineData("""{"handshake":{"headers":{"host":"\ud800","\ud800":"x"},"query":{"\udc00":"x","a":"\ud800"},"url":"\ud800"},"rooms":["\ud800",null,true]}""")]
    public void Read_MissingOrOfAnotherType_IsAsIfItWereNotThere(string json)
    {
        var client = Read("""{"id":"a" """ + (json == "{}" ? "" : ",") + json[1..]);

        Assert.Equal("a", client.Id);
        Assert.Empty(client.Rooms);
        Assert.Empty(client.Data);
        Assert.Equal("{}", Encoding.UTF8.GetString(client.Data.Json.Span));
        Assert.False(client.Data.IsTruncated);
        Assert.Empty(client.Handshake.Headers);
        Assert.Empty(client.Handshake.Query);
        Assert.Equal((null, "", false), (client.Handshake.RemoteAddress, client.Handshake.Url, client.Handshake.IsSecure));
    }

    [Fact]
    public void Read_DataTooDeepOrTooLarge_LosesThatKeyAlone()
    {
        var deepest = new string('[', ClientDataSnapshot.MaxDepth) + new string(']', ClientDataSnapshot.MaxDepth);
        var bomb = new string('[', 200_000) + new string(']', 200_000);
        var large = $"\"{new string('x', ClientDataSnapshot.MaxBytes)}\"";

        var client = Read($$$"""{"id":"a","data":{"first":1,"bomb":{{{bomb}}},"deeper":[{{{deepest}}}],"deepest":{{{deepest}}},"large":{{{large}}},"last":2},"rooms":["r1"],"handshake":{"query":{{{bomb}}},"headers":{"host":{{{bomb}}} } } }""");

        Assert.Equal(["deepest", "first", "last"], client.Data.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((1, 2, true), (client.Data.Get<int>("first"), client.Data.Get<int>("last"), client.Data.IsTruncated));
        Assert.Equal(["r1"], client.Rooms);
        Assert.Empty(client.Handshake.Headers);
    }

    [Fact]
    public void Read_ReplyOfAServerTooDeep_IsRefusedRatherThanCut()
    {
        var bomb = new string('[', 100) + new string(']', 100);

        Assert.False(ClusterResponseCodec.TryDecode(Encoding.UTF8.GetBytes($$"""{"type":6,"requestId":"q","data":{{bomb}}}"""), TestJson.Contracts, out _));
    }

    [Fact]
    public void Read_OneOfManyIsNone_TheOthersAreThere()
    {
        Assert.True(ClusterResponseCodec.TryDecode(
            """{"requestId":"q","sockets":[{"id":"a"},{"id":"\ud800"},{"id":1},null,[],{"id":"b","data":{"\ud800":1,"x":"\ud800","y":2}}]}"""u8.ToArray(), TestJson.Contracts, out var response));

        Assert.Equal(["a", "b"], response.Clients.Select(static client => client.Id));
        var data = response.Clients[1].Data;
        Assert.Equal(["x", "y"], data.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(2, data.Get<int>("y"));
        Assert.False(data.TryGet<string>("x", out _));
        Assert.Throws<JsonException>(() => data.Get<string>("x"));
    }

    [Fact]
    public void Data_OfManyKeys_StaysWithinItsBytesAndLosesNoneThatFits()
    {
        var entries = Enumerable.Range(0, 100_000).Select(static i => string.Create(CultureInfo.InvariantCulture, $"\"{i}\":{i}"));

        var client = Read($$"""{"id":"a","data":{ {{string.Join(',', entries)}} } }""");

        Assert.InRange(client.Data.Json.Length, ClientDataSnapshot.MaxBytes - 20, ClientDataSnapshot.MaxBytes);
        Assert.True(client.Data.IsTruncated);
        Assert.All(client.Data, static entry => Assert.Equal(entry.Key, entry.Value.GetRawText()));
        Assert.True(client.Data.ContainsKey("0"));
    }

    [Fact]
    public void ThereAndBack_TellsTheSame()
    {
        var random = new Random(27);
        for (var round = 0; round < 2_000; round++)
        {
            var data = Map(random, 4).ToJsonString();
            var client = Client(data) with
            {
                Handshake = new HandshakeSnapshot(
                    [KeyValuePair.Create("user-agent", Text(random)), KeyValuePair.Create("via", Text(random))], [KeyValuePair.Create("q" + Text(random), Text(random))],
                    new IPAddress(random.Next()), Time, random.Next(2) == 0, "/x?y=1", GatewayTransports.WebSocket),
            };

            Assert.True(ClusterResponseCodec.TryDecode(ClusterResponseCodec.EncodeClients("q", [client], long.MaxValue), TestJson.Contracts, out var response));

            var read = Assert.Single(response.Clients);
            Assert.Equal(client.Data.Json.ToArray(), read.Data.Json.ToArray());
            Assert.Equal(client.Data.IsTruncated, read.Data.IsTruncated);
            Assert.Equal(client.Handshake.Headers, read.Handshake.Headers);
            Assert.Equal(client.Handshake.Query, read.Handshake.Query);
            Assert.Equal((client.Handshake.RemoteAddress, client.Handshake.IsSecure, client.Handshake.Url, Time), (read.Handshake.RemoteAddress, read.Handshake.IsSecure, read.Handshake.Url, read.Handshake.Time));
        }
    }

    [Fact]
    public void Hostile_AnyMap_NeverThrowsAndStaysBounded()
    {
        var random = new Random(1127);
        string[] names = ["id", "handshake", "headers", "query", "address", "url", "issued", "secure", "rooms", "data", "client", "user", "transport", "connectedAt", "truncated", "host", "authorization", "access_token"];
        for (var round = 0; round < 5_000; round++)
        {
            var socket = Hostile(random, names, 6);
            var payload = Encoding.UTF8.GetBytes($$"""{"requestId":"q","sockets":[{{socket}},{"id":"last"}]}""");

            Assert.True(ClusterResponseCodec.TryDecode(payload, TestJson.Contracts, out var response));

            Assert.Equal("last", response.Clients[^1].Id);
            foreach (var client in response.Clients)
            {
                Assert.InRange(client.Data.Json.Length, 2, ClientDataSnapshot.MaxBytes);
                Assert.Equal(client.Data.Count, client.Data.Count(static entry => entry.Value.ValueKind != JsonValueKind.Undefined));
                Assert.False(client.Handshake.Headers.ContainsKey("authorization"));
                Assert.False(client.Handshake.Query.ContainsKey("access_token"));
                Assert.DoesNotContain("access_token=", client.Handshake.Url, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Write_HalfOfASurrogatePair_CostsNobodyTheAnswer()
    {
        KeyValuePair<string, string>[] halves = [KeyValuePair.Create("via", "\ud800"), KeyValuePair.Create("\udc00", "x")];
        var client = Client("{}") with { UserIdentifier = "\ud800", Rooms = ["\ud800"], Handshake = new HandshakeSnapshot(halves, halves, null, Time, false, "/\ud800", GatewayTransports.WebSocket) };

        Assert.True(ClusterResponseCodec.TryDecode(ClusterResponseCodec.EncodeClients("q", [client, Client("""{"n":1}""")], long.MaxValue), TestJson.Contracts, out var response));

        Assert.Equal(2, response.Clients.Count);
        Assert.Equal(1, response.Clients[1].Data.Get<int>("n"));
    }

    [Fact]
    public void Encode_TooMuchForOneAnswer_TellsAllClientsAndSaysWhatIsMissing()
    {
        var clients = Enumerable.Range(0, 100).Select(i => Client($$"""{"n":{{i}},"text":"{{new string('x', 1000)}}"}""") with { Id = $"c{i}" }).ToArray();

        var payload = ClusterResponseCodec.EncodeClients("q", clients, 20_000);

        Assert.InRange(payload.Length, 20_000, 60_000);
        Assert.True(ClusterResponseCodec.TryDecode(payload, TestJson.Contracts, out var response));
        Assert.Equal(clients.Select(static client => client.Id), response.Clients.Select(static client => client.Id));
        Assert.All(response.Clients, static client => Assert.Equal(client.Data.Count == 0, client.Data.IsTruncated));
        Assert.InRange(response.Clients.Count(static client => client.Data.Count == 2), 10, 20);
        Assert.All(response.Clients, static client => Assert.Equal(Time, client.ConnectedAt));
    }

    private static ClientSnapshot Client(string data)
    {
        var builder = new ClientDataBuilder(TestJson.Contracts);
        using var document = JsonDocument.Parse(data);
        foreach (var property in document.RootElement.EnumerateObject())
        {
            Assert.True(builder.TryAdd(JsonEncodedText.Encode(property.Name).EncodedUtf8Bytes, Encoding.UTF8.GetBytes(property.Value.GetRawText())));
        }

        return new ClientSnapshot("abc", "ann", GatewayTransports.SocketIO, ["r1"], Time) { Data = builder.Build() };
    }

    private static ClientSnapshot Read(string socket)
    {
        Assert.True(ClusterResponseCodec.TryDecode(Encoding.UTF8.GetBytes($$"""{"requestId":"q","sockets":[{{socket}}]}"""), TestJson.Contracts, out var response));
        return Assert.Single(response.Clients);
    }

    private static JsonObject Map(Random random, int depth) => new(Enumerable.Range(0, random.Next(8)).Select(i => KeyValuePair.Create($"{Text(random)}{i}", Value(random, depth))));

    private static JsonNode? Value(Random random, int depth) => random.Next(depth == 0 ? 4 : 6) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => random.NextInt64(),
        3 => Text(random),
        4 => new JsonArray([.. Enumerable.Range(0, random.Next(5)).Select(_ => Value(random, depth - 1))]),
        _ => Map(random, depth - 1),
    };

    private static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => random.Next(4) switch { 0 => "é", 1 => "\U0001F600", 2 => "\"", _ => ((char)random.Next('a', 'z')).ToString() }));

    /// <summary>JSON, whatever it means.</summary>
    private static string Hostile(Random random, string[] names, int depth) => random.Next(depth == 0 ? 7 : 11) switch
    {
        0 => "null",
        1 => random.Next(2) == 0 ? "true" : "-1e400",
        2 => random.NextInt64().ToString(CultureInfo.InvariantCulture),
        3 => "\"\\ud800\"",
        4 => $"\"{new string('x', random.Next(3) == 0 ? 20_000 : 3)}\"",
        5 => "\"/x?access_token=1&a=%zz&=&&b\"",
        6 => new string('[', 100) + new string(']', 100),
        7 => $"[{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Hostile(random, names, depth - 1)))}]",
        _ => $"{{{string.Join(',', Enumerable.Range(0, random.Next(8)).Select(_ => $"\"{(random.Next(12) == 0 ? "\\udfff" : names[random.Next(names.Length)])}\":{Hostile(random, names, depth - 1)}"))}}}",
    };
}
