using System.Text;
using Gateways.SocketIO.Packets;

namespace Gateways.SocketIO.Tests.Packets;

public sealed class SocketIOPacketReaderTests
{
    [Theory]
    [InlineData("0", 0, "/", "", 0, "")]
    [InlineData("01", 0, "/", "1", 0, "")]
    [InlineData("0{\"token\":\"x\"}", 0, "/", "", 0, "{\"token\":\"x\"}")]
    [InlineData("0/chat", 0, "/chat", "", 0, "")]
    [InlineData("0/chat,", 0, "/chat", "", 0, "")]
    [InlineData("0/chat?a=b,{}", 0, "/chat?a=b", "", 0, "{}")]
    [InlineData("1/chat,", 1, "/chat", "", 0, "")]
    [InlineData("2", 2, "/", "", 0, "")]
    [InlineData("2[\"a\"]", 2, "/", "", 0, "[\"a\"]")]
    [InlineData("2[5,1]", 2, "/", "", 0, "[5,1]")]
    [InlineData("2 [\"a\"]", 2, "/", "", 0, " [\"a\"]")]
    [InlineData("2/chat,7[\"say\",\"hi\"]", 2, "/chat", "7", 0, "[\"say\",\"hi\"]")]
    [InlineData("2007[\"m\"]", 2, "/", "7", 0, "[\"m\"]")]
    [InlineData("2000[\"m\"]", 2, "/", "0", 0, "[\"m\"]")]
    [InlineData("29007199254740991[\"m\"]", 2, "/", "9007199254740991", 0, "[\"m\"]")]
    [InlineData("2[\"error\"]", 2, "/", "", 0, "[\"error\"]")]
    [InlineData("2[\"__proto__\"]", 2, "/", "", 0, "[\"__proto__\"]")]
    [InlineData("2[\"Connect\"]", 2, "/", "", 0, "[\"Connect\"]")]
    [InlineData("3[]", 3, "/", "", 0, "[]")]
    [InlineData("3/chat,7[\"ok\"]", 3, "/chat", "7", 0, "[\"ok\"]")]
    [InlineData("4\"no\"", 4, "/", "", 0, "\"no\"")]
    [InlineData("51-[\"f\",{\"_placeholder\":true,\"num\":0}]", 5, "/", "", 1, "[\"f\",{\"_placeholder\":true,\"num\":0}]")]
    [InlineData("510-/a,3[\"f\"]", 5, "/a", "3", 10, "[\"f\"]")]
    [InlineData("61-7[{\"_placeholder\":true,\"num\":0}]", 6, "/", "7", 1, "[{\"_placeholder\":true,\"num\":0}]")]
    public void TryRead_Valid_IsTakenApart(string text, int type, string @namespace, string ackId, int attachments, string json)
    {
        Assert.True(SocketIOPacketReader.TryRead(Encoding.UTF8.GetBytes(text), SocketIOPacketLimits.Of(new()), out var packet));

        Assert.Equal(
            ((SocketIOPacketType)type, @namespace, ackId, attachments, json),
            (packet.Type, Text(packet.Namespace), Text(packet.AckId), packet.Attachments, Text(packet.Json)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("9[]")]
    [InlineData("abc")]
    [InlineData("0[]")]
    [InlineData("0null")]
    [InlineData("0\"x\"")]
    [InlineData("0{")]
    [InlineData("0custom,")]
    [InlineData("1{}")]
    [InlineData("2{}")]
    [InlineData("2[]")]
    [InlineData("2null")]
    [InlineData("2[null]")]
    [InlineData("2[true]")]
    [InlineData("2[{\"toString\":\"foo\"}]")]
    [InlineData("2[[\"a\"]]")]
    [InlineData("2[\"connect\"]")]
    [InlineData("2[\"connect_error\"]")]
    [InlineData("2[\"disconnect\"]")]
    [InlineData("2[\"disconnecting\"]")]
    [InlineData("2[\"newListener\"]")]
    [InlineData("2[\"removeListener\"]")]
    [InlineData("2[\"\\u0063onnect\"]")]
    [InlineData("2[\"a\",NaN]")]
    [InlineData("2[\"a\"]x")]
    [InlineData("2[\"a\"")]
    [InlineData("2-1[\"a\"]")]
    [InlineData("21.5[\"a\"]")]
    [InlineData("2 1[\"a\"]")]
    [InlineData("2\ufeff[\"a\"]")]
    [InlineData("29007199254740992[\"m\"]")]
    [InlineData("299999999999999999999[\"m\"]")]
    [InlineData("31{}")]
    [InlineData("4[]")]
    [InlineData("51[\"a\"]")]
    [InlineData("5x-[\"a\"]")]
    [InlineData("5-1-[\"a\"]")]
    [InlineData("51.5-[\"a\"]")]
    [InlineData("50-[\"a\"]")]
    [InlineData("5-[\"a\"]")]
    [InlineData("511-[\"a\"]")]
    [InlineData("599999999999-[\"a\"]")]
    [InlineData("51e1-[\"a\"]")]
    [InlineData("50x2-[\"a\"]")]
    [InlineData("51-[{\"_placeholder\":true,\"num\":0}]")]
    public void TryRead_Invalid_IsRefused(string text) => Assert.False(SocketIOPacketReader.TryRead(Encoding.UTF8.GetBytes(text), SocketIOPacketLimits.Of(new()), out _));

    [Theory]
    [InlineData(62, true)]
    [InlineData(64, false)]
    [InlineData(100_000, false)]
    public void TryRead_Depth_IsLimited(int depth, bool isValid)
    {
        var text = $"2[\"a\",{new string('[', depth)}{new string(']', depth)}]";

        Assert.Equal(isValid, SocketIOPacketReader.TryRead(Encoding.UTF8.GetBytes(text), SocketIOPacketLimits.Of(new()), out _));
    }

    [Theory]
    [InlineData("[\"a\"]", "a", 0, "")]
    [InlineData("[\"a\",1]", "a", 1, "1")]
    [InlineData("[ \"a\" , [1,2] ]", "a", 1, "[1,2]")]
    [InlineData("[\"a\",1,\"2\",{\"3\":[true]}]", "a", 3, "[1,\"2\",{\"3\":[true]}]")]
    [InlineData("[\"a\" , 1 , 2 ]", "a", 2, "[1 , 2 ]")]
    [InlineData("[\"\\u0061\\n\"]", "a\n", 0, "")]
    [InlineData("[5,6]", "5", 1, "6")]
    public void TryRead_Arguments_BecomeOneBody(string json, string name, int count, string body)
    {
        Assert.True(SocketIOArguments.TryRead(Encoding.UTF8.GetBytes(json), hasName: true, out var arguments));

        Assert.Equal((name, count, body), (Encoding.UTF8.GetString(arguments.Name), arguments.Count, Text(arguments.Body)));
    }

    [Fact]
    public void TryRead_AckOfSeveralValues_TellsWhereTheFirstEnds()
    {
        Assert.True(SocketIOArguments.TryRead(Encoding.UTF8.GetBytes("[{\"a\":1},2]"), hasName: false, out var arguments));

        Assert.Equal("{\"a\":1}", Text(arguments.Body[1..arguments.FirstEnd]));
    }

    [Fact]
    public void TryRead_Noise_NeverThrowsAndAllocatesNoMoreThanItReads()
    {
        var random = new Random(11);
        var alphabet = "0123456789-/,[]{}\"\\abc_pul:.ed\u00e9"u8.ToArray();
        for (var i = 0; i < 20_000; i++)
        {
            var text = new byte[random.Next(1, 200)];
            for (var j = 0; j < text.Length; j++)
            {
                text[j] = alphabet[random.Next(alphabet.Length)];
            }

            var before = GC.GetAllocatedBytesForCurrentThread();
            var isValid = SocketIOPacketReader.TryRead(text, SocketIOPacketLimits.Of(new()), out var packet);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

            Assert.True(!isValid || packet.Namespace.Length > 0);

            // An invalid JSON text costs one exception.
            Assert.True(allocated < 8192 + (text.Length * 4), $"{allocated} bytes for {text.Length}");
        }
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
