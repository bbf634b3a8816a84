using System.Text;
using Gateways.Adapters;
using Gateways.Infrastructure;
using Gateways.Msgpack;
using Gateways.Redis.Protocol;

namespace Gateways.Redis.Tests.Protocol;

public sealed class BroadcastCodecTests
{
    [Theory]
    [InlineData(Captured.HelloToAll, "LsDFJx", "/", "hello", """1,"2",{"3":[true,null]}""", 3)]
    [InlineData(Captured.BinaryAndDate, "0jFArQ", "/chat", "bin", "\"AQID\",1.5,-1,300,\"1970-01-01T00:00:00.000Z\"", 5)]
    [InlineData(Captured.AllWidths, "LsDFJx", "/", "t", """null,null,true,127,128,65536,4294967296,-33,-129,3.14,"é",[],{}""", 13)]
    [InlineData(Captured.EmitterVolatile, "emitter", "/chat", "em2", "", 0)]
    public void Decode_CapturedFromNode_ReadsThePacket(string hex, string uid, string @namespace, string eventName, string arguments, int count)
    {
        Assert.True(BroadcastCodec.TryDecode(Convert.FromHexString(hex), out var packet, out _, out _));

        Assert.True(BroadcastCodec.IsFrom(Encoding.UTF8.GetBytes(uid), Convert.FromHexString(hex)));
        Assert.Equal((@namespace, eventName, arguments, count), (packet.Namespace, packet.EventName, Encoding.UTF8.GetString(packet.Arguments), packet.ArgumentCount));
    }

    [Theory]
    [InlineData(Captured.HelloToAll, "", "")]
    [InlineData(Captured.HiToRoom, "r1", "")]
    [InlineData(Captured.HiToTwoRoomsExceptOne, "r1,r2", "r3")]
    [InlineData(Captured.EmitterToRoom, "r1", "")]
    public void Decode_CapturedFromNode_NamesMayBeRoomsOrClients(string hex, string rooms, string except)
    {
        Assert.True(BroadcastCodec.TryDecode(Convert.FromHexString(hex), out _, out var wire, out _));
        Assert.True(wire.TryRead("user:", out var scope));

        Assert.Equal((rooms, except), (Join(scope.Rooms), Join(scope.ExceptRooms)));
        Assert.Equal((0, 0, 0), (scope.Clients.Count, scope.ExceptClients.Count, scope.Users.Count));
    }

    [Theory]
    [InlineData(Captured.HelloToAll, "LsDFJx", "/", "hello", """1,"2",{"3":[true,null]}""", 3, "", "", "00000000")]
    [InlineData(Captured.HiToRoom, "LsDFJx", "/", "hi", "", 0, "r1", "", "01000000")]
    [InlineData(Captured.AllWidths, "LsDFJx", "/", "t", """null,null, true ,127,1.28e2,65536,4294967296,-33,-129,3.14,"\u00e9",[],{}""", 13, "", "", "00000000")]
    public void Encode_AsNodeDoes_WithTheScopeBehind(string hex, string uid, string @namespace, string eventName, string arguments, int count, string rooms, string except, string counts)
    {
        var scope = new EmitScope { Rooms = Split(rooms), ExceptRooms = Split(except) };

        var encoded = BroadcastCodec.Encode(uid, @namespace, eventName, Encoding.UTF8.GetBytes(arguments), count, WireScope.From(scope, "user:"));

        Assert.Equal(Captured.WithScope(hex, counts), Convert.ToHexStringLower(encoded));
    }

    [Fact]
    public void Scope_OfThisLibrary_ComesBackExactly()
    {
        var scope = new EmitScope { Rooms = ["a", "user:x", "c1"], Clients = ["c1"], Users = ["ann", ""], ExceptRooms = ["e"], ExceptClients = ["c2", "e"] };

        var encoded = BroadcastCodec.Encode("u", "/", "e", default, 0, WireScope.From(scope, "user:"));

        Assert.True(BroadcastCodec.TryDecode(encoded, out _, out var wire, out _));
        Assert.True(wire.TryRead("user:", out var read));
        Assert.Equal(scope.Rooms, read.Rooms);
        Assert.Equal(scope.Clients, read.Clients);
        Assert.Equal(scope.Users, read.Users);
        Assert.Equal(scope.ExceptRooms, read.ExceptRooms);
        Assert.Equal(scope.ExceptClients, read.ExceptClients);
        Assert.Equal(["a", "user:x", "c1", "c1", "user:ann", "user:"], wire.Rooms);
    }

    [Theory]
    [InlineData("94ff000000")]
    [InlineData("9402000000")]
    [InlineData("9400000002")]
    [InlineData("9400000100")]
    [InlineData("93000000")]
    [InlineData("94a161000000")]
    public void Scope_ThatLies_IsMalformed(string counts)
    {
        var hex = Captured.HiToRoom.Replace("83a5726f6f6d73", "84a5726f6f6d73", StringComparison.Ordinal) + "a573636f7065" + counts;

        Assert.False(BroadcastCodec.TryDecode(Convert.FromHexString(hex), out _, out var wire, out _) && wire.TryRead("user:", out _));
    }

    [Fact]
    public void Own_IsKnownByItsFirstBytes()
    {
        var message = Convert.FromHexString(Captured.HiToRoom);

        Assert.True(BroadcastCodec.IsFrom("LsDFJx"u8, message));
        Assert.False(BroadcastCodec.IsFrom("LsDFJ"u8, message));
        Assert.False(BroadcastCodec.IsFrom("LsDFJx"u8, message.AsSpan(0, 5)));
    }

    [Fact]
    public void Decode_RoomsAndNamesMayBeNumbers()
    {
        // ["u", {type:2, data:[7], nsp:"/"}, {rooms:[1,-1], except:[], flags:{}}]
        var hex = "93a17583a47479706502a46461746191" + "07" + "a36e7370a12f83a5726f6f6d739201ffa665786365707490a5666c61677380";

        Assert.True(BroadcastCodec.TryDecode(Convert.FromHexString(hex), out var packet, out var wire, out _));

        Assert.Equal("7", packet.EventName);
        Assert.Equal(["1", "-1"], wire.Rooms);
    }

    [Theory]
    [InlineData("\"\\ud800x\"", "\"\uFFFDx\"")]
    [InlineData("\"a\\n\\\"\\\\\\/\\udc00é\"", "\"a\\n\\\"\\\\/\uFFFDé\"")]
    [InlineData("-0.0", "-0")]
    [InlineData("18446744073709551615,-9223372036854775808", "18446744073709551615,-9223372036854775808")]
    [InlineData("1e400", "null")]
    [InlineData("""{"a":{"b":[1,{"c":[]}]},"d":"x"}""", """{"a":{"b":[1,{"c":[]}]},"d":"x"}""")]
    public void Json_ThereAndBack(string json, string expected)
    {
        var count = json.StartsWith("1844", StringComparison.Ordinal) ? 2 : 1;

        var encoded = BroadcastCodec.Encode("u", "/", "e", Encoding.UTF8.GetBytes(json), count, WireScope.Everyone);

        Assert.True(BroadcastCodec.TryDecode(encoded, out var packet, out _, out _));
        Assert.Equal(expected, Encoding.UTF8.GetString(packet.Arguments));
    }

    [Fact]
    public void Json_AsDeepAsAllowed_IsCarriedAndDeeperIsRefused()
    {
        var deep = new string('[', MsgpackToJson.DefaultMaxDepth) + new string(']', MsgpackToJson.DefaultMaxDepth);

        Assert.True(BroadcastCodec.TryDecode(BroadcastCodec.Encode("u", "/", "e", Encoding.UTF8.GetBytes(deep), 1, WireScope.Everyone), out var packet, out _, out _));
        Assert.Equal(deep, Encoding.UTF8.GetString(packet.Arguments));
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => BroadcastCodec.Encode("u", "/", "e", Encoding.UTF8.GetBytes($"[{deep}]"), 1, WireScope.Everyone));
    }

    [Theory]
    [InlineData(Captured.HiToTwoRoomsExceptOne, true)]
    [InlineData(Captured.EmitterVolatile, true)]
    [InlineData(Captured.HiToRoom, false)]
    public void Flags_Volatile_IsReadAsNodeWritesIt(string hex, bool isVolatile)
    {
        Assert.True(BroadcastCodec.TryDecode(Convert.FromHexString(hex), out _, out _, out var flags));

        Assert.Equal(isVolatile, flags.IsVolatile);
    }

    [Fact]
    public void Flags_Volatile_IsWrittenAsNodeDoes()
    {
        var encoded = BroadcastCodec.Encode("emitter", "/chat", "em2", default, 0, WireScope.Everyone, flags: new WireFlags(IsVolatile: true));

        // As the emitter has it, with the keys of the options in the server's order.
        Assert.Equal(
            Captured.EmitterVolatile[..Captured.EmitterVolatile.IndexOf("83a5726f6f6d73", StringComparison.Ordinal)] + "83a5726f6f6d7390a665786365707490a5666c61677381a8766f6c6174696c65c3",
            Convert.ToHexStringLower(encoded));
    }

    [Fact]
    public void Bytes_AreBytesOnTheWireAndKeepTheirPlaces()
    {
        Assert.True(BroadcastCodec.TryDecode(Convert.FromHexString(Captured.BinaryAndDate), out var packet, out _, out _));
        Assert.Equal([new BinaryPlace(0, 6)], packet.Binaries);

        var encoded = BroadcastCodec.Encode("uid", packet.Namespace, packet.EventName, packet.Arguments, packet.ArgumentCount, WireScope.Everyone, packet.Binaries);

        Assert.Contains("a362696ec403010203cb", Convert.ToHexStringLower(encoded), StringComparison.Ordinal);
    }

    private static string Join(IEnumerable<string> names) => string.Join(',', names);

    private static string[] Split(string names) => names.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
