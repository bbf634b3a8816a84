using System.Buffers;
using System.Text;
using Gateways.Framing;
using Gateways.Infrastructure;
using Gateways.Protocol;
using Gateways.SocketIO.Packets;

namespace Gateways.SocketIO.Tests.Packets;

/// <summary>What goes out, byte for byte as socket.io 4.8.4 sends it with socket.io-msgpack-parser 3.0.2; captured from it.</summary>
public sealed class SocketIOMsgpackCodecTests
{
    private static readonly SocketIOMsgpackCodec Codec = SocketIOMsgpackCodec.Instance;

    [Theory]
    [InlineData("hi", "\"x\",\"CQ==\"", 2, 4, 6, "", "", "83a47479706502a46461746193a26869a178c40109a36e7370a22f6e")]
    [InlineData("u", "\"AQI=\",1.5,-1,300,\"é\",[],{},{\"a\":[null,true]},-0,4294967296,-5000000000", 11, 0, 6, "", "",
        "83a47479706502a4646174619ca175c4020102cb3ff8000000000000ffcd012ca2c3a9908081a16192c0c300cf0000000100000000d3fffffffed5fa0e00a36e7370a22f6e")]
    [InlineData("ask", "1", 1, 0, 0, "7", "", "84a47479706502a46461746192a361736b01a2696407a36e7370a22f6e")]
    [InlineData("all", "", 0, 0, 0, "", "Q8C_MfD.1", "83a47479706502a46461746192a3616c6ca95138435f4d66442e31a36e7370a22f6e")]
    [InlineData("all", "", 0, 0, 0, "", "", "83a47479706502a46461746191a3616c6ca36e7370a22f6e")]
    public void WriteEvent_AsNode(string name, string arguments, int count, int start, int length, string ackId, string offset, string expected) => Assert.Equal(expected, Write(output =>
        Codec.WriteEvent(output, new EventFrame
        {
            Namespace = "/n",
            EventName = Utf8($"\"{name}\""),
            Arguments = Utf8(arguments),
            ArgumentCount = count,
            Binaries = length == 0 ? [] : [new BinaryPlace(start, length)],
            AckId = Utf8(ackId),
            Offset = Utf8(offset),
        })));

    [Fact]
    public void WriteAck_AsNode()
    {
        Assert.Equal("84a2696407a47479706503a46461746192cb3ff8000000000000c4020102a36e7370a22f6e", Write(static output =>
            Codec.WriteAck(output, "/n,7"u8, new AckFrame { Value = "[1.5,\"AQI=\"]"u8, IsArguments = true, Binaries = [new BinaryPlace(5, 6)] })));
        Assert.Equal("84a2696400a47479706503a46461746190a36e7370a12f", Write(static output => Codec.WriteAck(output, "0"u8, new AckFrame { Value = default })));
        Assert.Equal("84a26964cf001fffffffffffffa47479706503a4646174619181a16101a36e7370a42f612c62", Write(static output => Codec.WriteAck(output, "/a,b,9007199254740991"u8, new AckFrame { Value = "{\"a\":1}"u8 })));
    }

    [Fact]
    public void WriteOthers_AsNode()
    {
        Assert.Equal("83a47479706500a46461746182a3736964a173a3706964d40000a36e7370a22f6e", Write(static output => Codec.WriteConnect(output, "/n", "s", null)));
        Assert.Equal("83a47479706500a46461746182a3736964a173a3706964a170a36e7370a12f", Write(static output => Codec.WriteConnect(output, "/", "s", "p")));
        Assert.Equal("83a47479706504a46461746182a76d657373616765a26e6fa464617461d40000a36e7370a22f6e", Write(static output => Codec.WriteConnectError(output, "/n"u8, "no", default)));
        Assert.Equal("83a47479706504a46461746182a76d657373616765a26e6fa46461746181a17801a36e7370a22f6e", Write(static output => Codec.WriteConnectError(output, "/n"u8, "no", "{\"x\":1}"u8)));
        Assert.Equal("82a47479706501a36e7370a22f6e", Write(static output => Codec.WriteDisconnect(output, "/n")));
    }

    [Fact]
    public void WriteEvent_AnythingOfJsonAndBytes_ComesBackEqual()
    {
        var random = new Random(7);
        for (var round = 0; round < 2000; round++)
        {
            var json = new StringBuilder();
            var places = new List<BinaryPlace>();
            var count = random.Next(5);
            for (var i = 0; i < count; i++)
            {
                json.Append(i > 0 ? "," : "");
                RandomJson.Write(random, json, places, depth: 4);
            }

            var message = Payload(output => Codec.WriteEvent(output, new EventFrame
            {
                Namespace = "/n",
                EventName = "\"e\""u8,
                Arguments = Utf8(json.ToString()),
                ArgumentCount = count,
                Binaries = places.ToArray(),
                AckId = "12"u8,
            }));

            Assert.True(Codec.TryRead(message, isText: false, SocketIOPacketLimits.Of(new()), out var packet));
            Assert.Equal((SocketIOPacketType.Event, "/n", "12"), (packet.Type, Text(packet.Namespace), Text(packet.AckId)));
            RandomJson.AssertEqual($"[\"e\"{(count > 0 ? "," : "")}{json}]", Text(packet.Json));
            Assert.Equal(places.Select(place => json.ToString(place.Start, place.Length)), packet.Binaries.Select(place => Text(packet.Json.Slice(place.Start, place.Length))));
        }
    }

    [Fact]
    public void Encode_ForManyClients_HappensOncePerCodec()
    {
        var message = new OutboundMessage("/n", "e", Utf8("1"), 1);

        Assert.Same(message.Encode(Codec), message.Encode(Codec));
        Assert.NotEqual(message.Encode(Codec), message.Encode(SocketIOJsonCodec.Instance));
    }

    private static byte[] Payload(Action<ArrayBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        var (opcode, headerLength, length) = WebSocketFrameWriter.ReadHeader(output.WrittenSpan);
        Assert.Equal((WebSocketOpcode.Binary, output.WrittenCount), (opcode, headerLength + length));
        return output.WrittenSpan[headerLength..].ToArray();
    }

    private static string Write(Action<ArrayBufferWriter<byte>> write) => Convert.ToHexStringLower(Payload(write));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
