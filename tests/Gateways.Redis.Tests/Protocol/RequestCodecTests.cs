using System.Text;
using Gateways.Adapters;
using Gateways.Protocol;
using Gateways.Redis.Protocol;

namespace Gateways.Redis.Tests.Protocol;

public sealed class RequestCodecTests
{
    [Theory]
    [InlineData("""{"uid":"LsDFJx","requestId":"Qgg0_u","type":1}""", 1, "LsDFJx", "Qgg0_u", "", "")]
    [InlineData("""{"uid":"LsDFJx","type":2,"opts":{"rooms":["r1"],"except":[]},"rooms":["x","y"]}""", 2, "LsDFJx", null, "r1", "x,y")]
    [InlineData("""{"type":2,"opts":{"rooms":["r1"],"except":[]},"rooms":["zz"]}""", 2, null, null, "r1", "zz")]
    [InlineData("""{"type":3,"sid":"abc","room":"x","requestId":"q"}""", 3, null, "q", "abc", "x")]
    [InlineData("""{"uid":"a","type":4,"opts":{"rooms":["r1"],"except":[]},"close":true}""", 4, "a", null, "r1", "")]
    [InlineData("""{"uid":"a","requestId":"5n_a41","type":5,"opts":{"rooms":[],"except":[]}}""", 5, "a", "5n_a41", "", "")]
    [InlineData("""{"requestId":"o","type":0,"rooms":["r1",2]}""", 0, null, "o", "r1,2", "")]
    public void Decode_CapturedFromNode(string json, int type, string? uid, string? requestId, string scope, string rooms)
    {
        Assert.True(ClusterRequestCodec.TryDecode(Encoding.UTF8.GetBytes(json), out var request));

        Assert.Equal((type, uid, requestId), ((int)request.Type, request.Uid, request.RequestId));
        Assert.Equal((scope, rooms), (string.Join(',', request.Scope.Rooms), string.Join(',', request.Rooms)));
        Assert.False(request.Scope.IsExact);
    }

    [Fact]
    public void Decode_ServerSideEmit()
    {
        Assert.True(ClusterRequestCodec.TryDecode("""{"uid":"u","type":6,"data":["foo", 1, {"a":2}]}"""u8.ToArray(), out var request));

        Assert.Equal(("foo", """1,{"a":2}""", 2), (request.Packet.EventName, Encoding.UTF8.GetString(request.Packet.Arguments), request.Packet.ArgumentCount));
    }

    [Fact]
    public void Decode_BroadcastWithAck()
    {
        Assert.True(ClusterRequestCodec.TryDecode(Convert.FromHexString(Captured.AskAll), out var request));

        Assert.Equal((ClusterMessageType.BroadcastWithAck, "LsDFJx", "gdH380", TimeSpan.FromSeconds(1)), (request.Type, request.Uid, request.RequestId, request.Timeout));
        Assert.Equal(("ask", "\"q\"", "/"), (request.Packet.EventName, Encoding.UTF8.GetString(request.Packet.Arguments), request.Packet.Namespace));
    }

    [Fact]
    public void Encode_BroadcastWithAck_AsNodeDoes()
    {
        var message = new OutboundMessage("/", "ask", "\"q\""u8.ToArray(), 1, 1);

        var encoded = ClusterRequestCodec.EncodeBroadcastWithAck("LsDFJx", "gdH380", message, WireScope.From(EmitScope.Everyone, "user:"), TimeSpan.FromSeconds(1));

        Assert.Equal(Captured.WithScope(Captured.AskAll, "00000000"), Convert.ToHexStringLower(encoded));
    }

    [Theory]
    [InlineData(ClusterMessageType.Join)]
    [InlineData(ClusterMessageType.Leave)]
    [InlineData(ClusterMessageType.Disconnect)]
    [InlineData(ClusterMessageType.Fetch)]
    [InlineData(ClusterMessageType.Sockets)]
    [InlineData(ClusterMessageType.ServerSideEmit)]
    internal void Request_ThereAndBack(ClusterMessageType type)
    {
        var scope = WireScope.From(new EmitScope { Rooms = ["r"], Users = ["ann"], ExceptClients = ["c"] }, "user:");
        var request = new ClusterRequest(type)
        {
            Uid = "me", RequestId = "q", Scope = scope, Rooms = ["x"], Reason = CloseReason.Refused, ClosesConnections = true, IsBare = true, Packet = new WirePacket("", "e", "1,[2]"u8.ToArray(), 2),
        };

        Assert.True(ClusterRequestCodec.TryDecode(ClusterRequestCodec.Encode(request), out var read));

        Assert.Equal((type, "me", "q"), (read.Type, read.Uid, read.RequestId));
        switch (type)
        {
            case ClusterMessageType.Join or ClusterMessageType.Leave:
                Assert.Equal(["x"], read.Rooms);
                Assert.True(read.Scope.TryRead("user:", out var where));
                Assert.Equal(("r", "ann", "c"), (where.Rooms.Single(), where.Users.Single(), where.ExceptClients.Single()));
                break;
            case ClusterMessageType.Sockets:
                Assert.Equal(scope.Rooms, read.Scope.Rooms);
                Assert.Equal(scope.Counts, read.Scope.Counts);
                break;
            case ClusterMessageType.Disconnect:
                Assert.Equal((CloseReason.Refused, true), (read.Reason, read.ClosesConnections));
                break;
            case ClusterMessageType.Fetch:
                Assert.True(read.IsBare);
                break;
            case ClusterMessageType.ServerSideEmit:
                Assert.Equal(("e", "1,[2]", 2), (read.Packet.EventName, Encoding.UTF8.GetString(read.Packet.Arguments), read.Packet.ArgumentCount));
                break;
        }
    }

    [Fact]
    public void Response_CapturedFromNode_Reads()
    {
        Assert.True(ClusterResponseCodec.TryDecode(Convert.FromHexString(Captured.Ack), TestJson.Contracts, out var ack));
        Assert.True(ClusterResponseCodec.TryDecode("""{"type":8,"requestId":"r","clientCount":1}"""u8.ToArray(), TestJson.Contracts, out var count));
        Assert.True(ClusterResponseCodec.TryDecode("""{"type":6,"requestId":"r","data":{"a":1}}"""u8.ToArray(), TestJson.Contracts, out var reply));
        Assert.True(ClusterResponseCodec.TryDecode(
            """{"requestId":"r","sockets":[{"id":"abc","handshake":{"issued":1000},"rooms":["abc","r1"],"data":{"x":1}}]}"""u8.ToArray(), TestJson.Contracts, out var fetched));

        Assert.Equal((ClusterMessageType.Ack, "gdH380", "\"ans-GfX\"", ""), (ack.Type, ack.RequestId, Encoding.UTF8.GetString(ack.Body), ack.ClientId));
        Assert.Equal((ClusterMessageType.ClientCount, 1, 0), (count.Type, count.ClientCount, count.ClientIds.Length));
        Assert.Equal("""{"a":1}""", Encoding.UTF8.GetString(reply.Body));
        var client = Assert.Single(fetched.Clients);
        Assert.Equal(("abc", null, GatewayTransports.SocketIO, DateTimeOffset.FromUnixTimeSeconds(1)), (client.Id, client.UserIdentifier, client.Transport, client.ConnectedAt));
        Assert.Equal(["r1"], client.Rooms);
        Assert.Equal(1, client.Data.Get<int>("x"));
    }

    [Fact]
    public void Response_ThereAndBack()
    {
        var client = new ClientSnapshot("id", "ann", GatewayTransports.SignalR, ["r1", "id2"], new DateTimeOffset(2026, 11, 24, 1, 2, 3, 4, TimeSpan.Zero).AddTicks(5));

        Assert.True(ClusterResponseCodec.TryDecode(ClusterResponseCodec.EncodeClients("q", [client], long.MaxValue), TestJson.Contracts, out var fetched));
        Assert.True(ClusterResponseCodec.TryDecode(AckCodec.Encode("q", "id", AckOutcome.Failed, "\"no\""u8), TestJson.Contracts, out var ack));
        Assert.True(ClusterResponseCodec.TryDecode(ClusterResponseCodec.EncodeServerSideReply("q", default), TestJson.Contracts, out var reply));

        var read = Assert.Single(fetched.Clients);
        Assert.Equal((client.Id, client.UserIdentifier, client.Transport, client.ConnectedAt), (read.Id, read.UserIdentifier, read.Transport, read.ConnectedAt));
        Assert.Equal(client.Rooms, read.Rooms);
        Assert.Equal(("id", AckOutcome.Failed, "\"no\""), (ack.ClientId, ack.Outcome, Encoding.UTF8.GetString(ack.Body)));
        Assert.Empty(reply.Body);
    }
}
