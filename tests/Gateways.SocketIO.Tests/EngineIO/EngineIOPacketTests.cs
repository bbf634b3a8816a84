using System.Buffers;
using System.Text;
using Gateways.SocketIO.EngineIO;

namespace Gateways.SocketIO.Tests.EngineIO;

public sealed class EngineIOPacketTests
{
    [Theory]
    [InlineData("0{}", '0', "{}")]
    [InlineData("1", '1', "")]
    [InlineData("2probe", '2', "probe")]
    [InlineData("3", '3', "")]
    [InlineData("4hello €", '4', "hello €")]
    [InlineData("5", '5', "")]
    [InlineData("6", '6', "")]
    [InlineData("bAQID", 'b', "AQID")]
    public void TryRead_EachType_IsTakenApart(string text, char type, string data)
    {
        Assert.True(EngineIOPacket.TryRead(Encoding.UTF8.GetBytes(text), out var packet));
        Assert.Equal(((EngineIOPacketType)type, data), (packet.Type, Encoding.UTF8.GetString(packet.Data.Span)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("9x")]
    [InlineData("B")]
    [InlineData(" 4x")]
    [InlineData("abc")]
    public void TryRead_NoType_IsRefused(string text) => Assert.False(EngineIOPacket.TryRead(Encoding.UTF8.GetBytes(text), out _));

    [Theory]
    [InlineData("", "")]
    [InlineData("4a", "4a")]
    [InlineData("4a\u001e4b\u001ebAQ==", "4a|4b|bAQ==")]
    [InlineData("\u001e", "|")]
    [InlineData("4a\u001e", "4a|")]
    public void TryTake_Body_IsSplit(string body, string packets)
    {
        var payload = new EngineIOPayload(Encoding.UTF8.GetBytes(body));
        var taken = new List<string>();
        while (payload.TryTake(out var packet))
        {
            taken.Add(Encoding.UTF8.GetString(packet.Span));
        }

        Assert.Equal(packets, string.Join('|', taken));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("AQID", "010203")]
    [InlineData("AQI=", "0102")]
    [InlineData("AQI", "0102")]
    [InlineData("A!Q I\nD", "010203")]
    [InlineData("-_8=", "FBFF")]
    [InlineData("+/8=", "FBFF")]
    [InlineData("!!!!", "")]
    [InlineData("AQ==AQ==", "01")]
    public void Decode_Base64_IsAsLenientAsNode(string text, string hex) => Assert.Equal(hex, Convert.ToHexString(EngineIOBase64.Decode(Encoding.ASCII.GetBytes(text))));

    [Fact]
    public void Add_FramesOfEveryKind_BecomeTheBodyOfAPoll()
    {
        var frames = new ArrayBufferWriter<byte>();
        frames.Write(EngineIOFrames.Message("a"));
        EngineIOFrames.WriteBinary(frames, [1, 2, 3]);
        frames.Write(EngineIOFrames.WebSocketClose);
        frames.Write(EngineIOFrames.Message(new string('x', 70_000)));
        frames.Write(EngineIOFrames.Ping);

        var body = new ArrayBufferWriter<byte>();
        var writer = new EngineIOPayloadWriter(body);
        writer.Add(frames.WrittenSpan);
        writer.Add(EngineIOFrames.Noop);

        Assert.Equal($"4a\u001ebAQID\u001e4{new string('x', 70_000)}\u001e2\u001e6", Encoding.UTF8.GetString(body.WrittenSpan));
    }

    [Fact]
    public void Payload_RoundTrip_GivesWhatWasPutIn()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var messages = Enumerable.Range(0, random.Next(1, 20)).Select(_ => new byte[random.Next(0, 300)]).ToArray();
            var frames = new ArrayBufferWriter<byte>();
            foreach (var message in messages)
            {
                random.NextBytes(message);
                EngineIOFrames.WriteBinary(frames, message);
            }

            var body = new ArrayBufferWriter<byte>();
            new EngineIOPayloadWriter(body).Add(frames.WrittenSpan);
            var payload = new EngineIOPayload(body.WrittenMemory);
            foreach (var message in messages)
            {
                Assert.True(payload.TryTake(out var text) && EngineIOPacket.TryRead(text, out var packet) && packet.Type == EngineIOPacketType.Binary);
                Assert.Equal(message, EngineIOBase64.Decode(text[1..].Span));
            }

            Assert.False(payload.TryTake(out _));
        }
    }

    [Fact]
    public void Create_Ids_HaveTwentySafeCharactersAndNeverRepeat()
    {
        var ids = Enumerable.Range(0, 10_000).Select(static _ => EngineIOId.Create()).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(10_000, ids.Count);
        Assert.All(ids, static id => Assert.Matches("^[A-Za-z0-9_-]{20}$", id));
    }
}
