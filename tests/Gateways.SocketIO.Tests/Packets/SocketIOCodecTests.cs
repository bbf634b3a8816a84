using System.Buffers;
using System.Text;
using Gateways.Framing;
using Gateways.Infrastructure;
using Gateways.Protocol;
using Gateways.SocketIO.EngineIO;
using Gateways.SocketIO.Packets;

namespace Gateways.SocketIO.Tests.Packets;

public sealed class SocketIOCodecTests
{
    private static readonly SocketIOJsonCodec Codec = SocketIOJsonCodec.Instance;

    [Theory]
    [InlineData("/", "\"say\"", "", 0, "", "", "42[\"say\"]")]
    [InlineData("/chat", "\"say\"", "\"hi\"", 1, "", "", "42/chat,[\"say\",\"hi\"]")]
    [InlineData("/chat", "\"say\"", "\"hi\",{\"a\":1}", 2, "7", "", "42/chat,7[\"say\",\"hi\",{\"a\":1}]")]
    [InlineData("/chät", "\"say\"", "1", 1, "", "5-17", "42/chät,[\"say\",1,\"5-17\"]")]
    [InlineData("/", "\"say\"", "", 0, "", "5-17", "42[\"say\",\"5-17\"]")]
    public void WriteEvent_Text_HasItsForm(string @namespace, string name, string arguments, int count, string ackId, string offset, string expected) => Assert.Equal([expected], Packets(output =>
        Codec.WriteEvent(output, new EventFrame { Namespace = @namespace, EventName = Utf8(name), Arguments = Utf8(arguments), ArgumentCount = count, AckId = Utf8(ackId), Offset = Utf8(offset) })));

    [Fact]
    public void WriteEvent_Binary_LeavesPlaceholdersAndFollowsWithAttachments() => Assert.Equal(
        ["452-/chat,[\"f\",{\"a\":{\"_placeholder\":true,\"num\":0}},{\"_placeholder\":true,\"num\":1}]", "bAQID", "bBA=="],
        Packets(static output => Codec.WriteEvent(output, new EventFrame
        {
            Namespace = "/chat",
            EventName = "\"f\""u8,
            Arguments = "{\"a\":\"AQID\"},\"BA==\""u8,
            ArgumentCount = 2,
            Binaries = [new BinaryPlace(5, 6), new BinaryPlace(13, 6)],
        })));

    [Theory]
    [InlineData("7", "", "437[]")]
    [InlineData("/chat,7", "{\"a\":1}", "43/chat,7[{\"a\":1}]")]
    public void WriteAck_HasItsForm(string mark, string value, string expected) => Assert.Equal([expected], Packets(output => Codec.WriteAck(output, Utf8(mark), new AckFrame { Value = Utf8(value) })));

    [Fact]
    public void WriteAck_SeveralValuesWithBinary_HasItsForm() => Assert.Equal(
        ["461-/chat,7[1,{\"_placeholder\":true,\"num\":0}]", "b/w=="],
        Packets(static output => Codec.WriteAck(output, "/chat,7"u8, new AckFrame { Value = "[1,\"/w==\"]"u8, IsArguments = true, Binaries = [new BinaryPlace(3, 6)] })));

    [Fact]
    public void WriteOthers_HaveTheirForms()
    {
        Assert.Equal(["40{\"sid\":\"s\"}"], Packets(static output => Codec.WriteConnect(output, "/", "s", null)));
        Assert.Equal(["40/chat,{\"sid\":\"s\",\"pid\":\"p\"}"], Packets(static output => Codec.WriteConnect(output, "/chat", "s", "p")));
        Assert.Equal(["44{\"message\":\"no\"}"], Packets(static output => Codec.WriteConnectError(output, "/"u8, "no", default)));
        Assert.Equal(["44/a?b=c,{\"message\":\"nö\",\"data\":{\"x\":1}}"], Packets(static output => Codec.WriteConnectError(output, "/a?b=c"u8, "nö", "{\"x\":1}"u8)));
        Assert.Equal(["41"], Packets(static output => Codec.WriteDisconnect(output, "/")));
        Assert.Equal(["41/chat,"], Packets(static output => Codec.WriteDisconnect(output, "/chat")));
    }

    [Theory]
    [InlineData("[\"f\",{\"_placeholder\":true,\"num\":0}]", "[\"f\",\"AQ==\"]")]
    [InlineData("[\"f\",{\"num\":1,\"_placeholder\":true,\"x\":[{}]},1]", "[\"f\",\"AgM=\",1]")]
    [InlineData("[\"f\",[{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":0}]]", "[\"f\",[\"AQ==\",\"AQ==\"]]")]
    [InlineData("[\"f\",{\"_placeholder\":1,\"num\":9}]", "[\"f\",{\"_placeholder\":1,\"num\":9}]")]
    [InlineData("[\"f\",{\"_placeholder\":true,\"num\":7,\"num\":1}]", "[\"f\",\"AgM=\"]")]
    [InlineData("[\"f\"]", "[\"f\"]")]
    public void TryInline_Placeholders_BecomeBase64(string json, string expected)
    {
        Assert.True(SocketIOAttachments.TryInline(Utf8(json), [[1], [2, 3]], SocketIOPacketLimits.Of(new()), out var text, out var places));

        Assert.Equal(expected, Encoding.UTF8.GetString(text.Span));
        Assert.All(places, place => Assert.Equal((byte)'"', text.Span[place.Start + place.Length - 1]));
    }

    [Theory]
    [InlineData("\"splice\"")]
    [InlineData("-1")]
    [InlineData("2")]
    [InlineData("0.5")]
    [InlineData("1e0")]
    [InlineData("null")]
    [InlineData("99999999999999999999")]
    public void TryInline_WrongNumber_IsRefused(string number) =>
        Assert.False(SocketIOAttachments.TryInline(Utf8($"[\"f\",{{\"_placeholder\":true,\"num\":{number}}}]"), [[1], [2, 3]], SocketIOPacketLimits.Of(new()), out _, out _));

    [Fact]
    public void TryInline_LargeAttachmentNamedManyTimes_IsRefusedBeforeItFillsTheMemory()
    {
        var text = "[\"f\"" + string.Concat(Enumerable.Repeat(",{\"_placeholder\":true,\"num\":0}", 20_000)) + "]";
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.False(SocketIOAttachments.TryInline(Utf8(text), [new byte[900_000]], SocketIOPacketLimits.Of(new()), out _, out _));

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 64_000_000);
    }

    [Fact]
    public void Codec_RoundTrip_GivesWhatWasPutIn()
    {
        var random = new Random(3);
        for (var round = 0; round < 500; round++)
        {
            var bytes = Enumerable.Range(0, random.Next(0, 5)).Select(_ => new byte[random.Next(0, 100)]).ToArray();
            var json = new StringBuilder("{\"k\":1}");
            var places = new List<BinaryPlace>();
            foreach (var part in bytes)
            {
                random.NextBytes(part);
                var text = $"\"{Convert.ToBase64String(part)}\"";
                json.Append(',');
                places.Add(new BinaryPlace(json.Length, text.Length));
                json.Append(text);
            }

            var packets = Packets(output => Codec.WriteEvent(output, new EventFrame
            {
                Namespace = "/n",
                EventName = "\"e\""u8,
                Arguments = Utf8(json.ToString()),
                ArgumentCount = bytes.Length + 1,
                AckId = "12"u8,
                Binaries = places.ToArray(),
            }));

            Assert.True(SocketIOPacketReader.TryRead(Utf8(packets[0][1..]), SocketIOPacketLimits.Of(new()), out var packet));
            Assert.Equal(bytes.Length, packet.Attachments);
            var attachments = packets.Skip(1).Select(static text => EngineIOBase64.Decode(Utf8(text[1..]))).ToArray();
            Assert.True(SocketIOAttachments.TryInline(packet.Json.Span, attachments, SocketIOPacketLimits.Of(new()), out var inlined, out var found));
            Assert.Equal($"[\"e\",{json}]", Encoding.UTF8.GetString(inlined.Span));
            Assert.Equal(places.Select(static place => place.Length), found.Select(static place => place.Length));
        }
    }

    /// <summary>The packets in what was written, as a poll would carry them.</summary>
    internal static string[] Packets(Action<ArrayBufferWriter<byte>> write)
    {
        var frames = new ArrayBufferWriter<byte>();
        write(frames);
        var total = 0;
        var rest = frames.WrittenSpan;
        while (rest.Length > 0)
        {
            var (_, headerLength, length) = WebSocketFrameWriter.ReadHeader(rest);
            rest = rest[(headerLength + length)..];
            total++;
        }

        var body = new ArrayBufferWriter<byte>();
        new EngineIOPayloadWriter(body).Add(frames.WrittenSpan);
        var packets = Encoding.UTF8.GetString(body.WrittenSpan).Split('\u001e');
        Assert.Equal(total, packets.Length);
        return packets;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
