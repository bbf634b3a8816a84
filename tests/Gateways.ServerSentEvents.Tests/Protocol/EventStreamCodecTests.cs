using System.Buffers;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateways.Protocol;
using Gateways.ServerSentEvents.Protocol;
using Gateways.ServerSentEvents.Tests.Clients;

namespace Gateways.ServerSentEvents.Tests.Protocol;

public sealed class EventStreamCodecTests
{
    private static readonly EventStreamCodec Codec = new(writesIds: true);

    /// <summary>What names and payloads are made of here: everything that ends a line somewhere, and everything that means something in a stream.</summary>
    private static readonly string[] Pieces =
        ["a", " ", ":", "\r", "\n", "\r\n", "\0", "\u0085", "\u2028", "\u2029", "\v", "\f", "\"", "\\", "data: x", "event: x", "id: x", "retry: 1", "\ufeff", "\ud83d\ude00", "ö", "\n\n", "{}", "[", "\\n"];

    [Theory]
    [InlineData("\"say\"", "", 0, "", "event: say\ndata: null\n\n")]
    [InlineData("\"say\"", "\"hi\"", 1, "", "event: say\ndata: \"hi\"\n\n")]
    [InlineData("\"say\"", "\"hi\",{\"a\":1}", 2, "0a-17", "event: say\ndata: [\"hi\",{\"a\":1}]\nid: 0a-17\n\n")]
    [InlineData("\"ö \\\\ \\\"\"", "1", 1, "", "event: ö \\ \"\ndata: 1\n\n")]
    [InlineData("\" lead\"", "1", 1, "", "event:  lead\ndata: 1\n\n")]
    [InlineData("\"a\\r\\nb\"", "1", 1, "", "event: \"a\\r\\nb\"\ndata: 1\n\n")]
    [InlineData("\"a\\u0000b\"", "1", 1, "", "event: \"a\\u0000b\"\ndata: 1\n\n")]
    [InlineData("\"\\\"a\"", "1", 1, "", "event: \"\\\"a\"\ndata: 1\n\n")]
    [InlineData("\"say\"", "{\r\n  \"a\":\n1\r}", 1, "", "event: say\ndata: {    \"a\": 1 }\n\n")]
    public void WriteEvent_HasItsForm(string name, string arguments, int count, string offset, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(Write(Codec, name, arguments, count, offset)));

    [Fact]
    public void WriteEvent_WithoutRecovery_HasNoId() =>
        Assert.Equal("event: say\ndata: 1\n\n", Encoding.UTF8.GetString(Write(new EventStreamCodec(writesIds: false), "\"say\"", "1", 1, "0a-17")));

    [Fact]
    public void WriteEvent_AnyNameAndPayload_ParsesToTheSame()
    {
        var random = new Random(4711);
        for (var i = 0; i < 5000; i++)
        {
            var (name, payload, before) = (Text(random, 1), Text(random, 0), Text(random, 0));
            byte[] stream = [.. Event("before", before), .. Event(name, payload), .. Event("after", 1)];

            var events = Parse(stream);

            Assert.Equal(3, events.Count);
            Assert.Equal((name, payload), (NameOf(events[1]), JsonSerializer.Deserialize<string>(events[1].Data)));
            Assert.Equal(before, JsonSerializer.Deserialize<string>(events[0].Data));
            Assert.Equal(("after", "1", "e-1"), (events[2].Type, events[2].Data, events[2].LastEventId));
        }
    }

    [Fact]
    public void WriteEvent_DifferentNames_LookDifferent()
    {
        string[] names = ["a\nb", "a\rb", "a\\nb", "\"a\\nb\"", "a b", "\"a\"", "a", " a", "a ", "\"", "\\", "\\\\", "\"\\\"\""];

        var written = names.Select(static name => Parse(Event(name, 1)).Single().Type).ToArray();

        Assert.Equal(names.Length, written.Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("disconnect")]
    [InlineData("gap")]
    [InlineData("place")]
    public void Write_NameOfTheProtocolsOwn_IsNotTakenForIt(string name)
    {
        Assert.Equal($"\"{name}\"", Parse(Event(name, 1)).Single().Type);
        Assert.Equal($"{name}s", Parse(Event($"{name}s", 1)).Single().Type);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Parse_WhereverTheStreamIsSplit_GivesTheSame(int size)
    {
        var random = new Random(size);
        byte[] stream = [.. EventStreamText.Opening(TimeSpan.FromSeconds(3)), .. EventStreamEvents.Place("e-0"), .. Enumerable.Range(0, 200).SelectMany(_ => Event(Text(random, 1), Text(random, 0)))];
        var parser = new EventStreamParser();

        foreach (var piece in stream.Chunk(size))
        {
            parser.Feed(piece);
        }

        Assert.Equal(Parse(stream), parser.Events);
        Assert.Equal(201, parser.Events.Count);
    }

    [Fact]
    public void Stream_TheFrameworksParser_ReadsTheSame()
    {
        var random = new Random(7);
        byte[] stream = [.. EventStreamText.Opening(TimeSpan.FromSeconds(3)), .. EventStreamEvents.Place("e-0"), .. Enumerable.Range(0, 500).SelectMany(_ => Event(Text(random, 1), Text(random, 0))), .. EventStreamEvents.Place("e-9")];

        var theirs = SseParser.Create(new MemoryStream(stream)).Enumerate().Select(static item => (item.EventType, item.Data)).ToArray();

        Assert.Equal(Parse(stream).Select(static one => (one.Type, one.Data)), theirs);
    }

    [Fact]
    public void Blocks_OfTheProtocol_MoveTheIdOfEveryParser()
    {
        var parser = new EventStreamParser();

        parser.Feed(EventStreamText.Opening(TimeSpan.FromMilliseconds(1500)));
        Assert.Equal((1500, ""), (parser.Retry, parser.LastEventId));
        parser.Feed(EventStreamEvents.Place("e-2"));
        parser.Feed(EventStreamText.Opening(TimeSpan.FromDays(20)));

        Assert.Equal("e-2", parser.LastEventId);
        Assert.Equal([new StreamedEvent("place", "null", "e-2")], parser.Events);
    }

    [Fact]
    public void Disconnect_AnyReason_ParsesToTheSame()
    {
        var random = new Random(11);
        for (var i = 0; i < 200; i++)
        {
            var reason = new CloseReason(Text(random, 1), 4001, Text(random, 0), i % 2 == 0);
            using var output = ScratchWriter.Rent();
            EventStreamEvents.WriteDisconnect(output, reason);

            var told = Assert.Single(Parse(output.WrittenSpan.ToArray()));

            var data = JsonNode.Parse(told.Data)!;
            Assert.Equal(("disconnect", reason.Name, reason.Text, reason.MayReconnect), (told.Type, (string)data["reason"]!, (string)data["message"]!, (bool)data["mayReconnect"]!));
        }
    }

    private static string Text(Random random, int min) => string.Concat(Enumerable.Range(0, random.Next(min, 6)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    private static byte[] Event<T>(string name, T payload)
    {
        var message = new OutboundMessage("/x", name, JsonSerializer.SerializeToUtf8Bytes(payload), 1) { Offset = "e-1" };
        return message.Encode(Codec);
    }

    private static List<StreamedEvent> Parse(byte[] stream)
    {
        var parser = new EventStreamParser();
        parser.Feed(stream);
        return parser.Events;
    }

    /// <summary>A name in quotes is a JSON string.</summary>
    private static string NameOf(StreamedEvent one) => one.Type.StartsWith('"') ? JsonSerializer.Deserialize<string>(one.Type)! : one.Type;

    private static byte[] Write(EventStreamCodec codec, string name, string arguments, int count, string offset)
    {
        var output = new ArrayBufferWriter<byte>();
        codec.WriteEvent(output, new EventFrame
        {
            Namespace = "/x",
            EventName = Encoding.UTF8.GetBytes(name),
            Arguments = Encoding.UTF8.GetBytes(arguments),
            ArgumentCount = count,
            Offset = Encoding.UTF8.GetBytes(offset),
        });
        return output.WrittenSpan.ToArray();
    }
}
