using System.Text;
using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification;
using Gateways.Specification.Clients;
using Gateways.Specification.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SocketIO.Tests.Transports;

/// <summary>However bodies, frames and messages are cut, at every byte, they are the same packets: with attachments, and in MessagePack.</summary>
public sealed class SplitTests
{
    private const string Words = "42/spec,1[\"echo\",\"é☃\ud83d\ude00\"]";
    private const string Answer = "43/spec,1[\"é☃\ud83d\ude00\"]";
    private const string WithBytes = "452-/spec,2[\"echo\",[{\"_placeholder\":true,\"num\":1},{\"_placeholder\":true,\"num\":0}]]";
    private const string AnswerWithBytes = "43/spec,2[[\"BAU=\",\"AQID\"]]";

    private static readonly byte[] First = [1, 2, 3];
    private static readonly byte[] Second = [4, 5];

    [Theory]
    [InlineData(SocketIOParser.Json)]
    [InlineData(SocketIOParser.Msgpack)]
    public async Task Body_CutAtEveryByte_HoldsTheSamePackets(SocketIOParser parser)
    {
        await using var host = await StartAsync(parser);
        var polling = await PollingClient.ConnectAsync(host.Address);
        await using EngineClient client = parser == SocketIOParser.Json ? polling : new MsgpackEngineClient(polling);
        await polling.PostAsync(parser == SocketIOParser.Json ? "40/spec," : "b" + Convert.ToBase64String(Msgpack("40/spec,")));
        Assert.StartsWith("40/spec,", await client.NextAsync(), StringComparison.Ordinal);
        var body = Encoding.UTF8.GetBytes(parser == SocketIOParser.Json
            ? string.Join('\x1e', Words, WithBytes, "b" + Convert.ToBase64String(First), "b" + Convert.ToBase64String(Second), "3")
            : string.Join('\x1e', "b" + Convert.ToBase64String(Msgpack(Words)), "3", "b" + Convert.ToBase64String(Msgpack(Words))));
        string[] answers = parser == SocketIOParser.Json ? [Answer, AnswerWithBytes] : [Answer, Answer];

        foreach (var pieces in Enumerable.Range(0, body.Length).Select(cut => new Pieces(body[..cut], body[cut..])).Append(Pieces.OfOneByte(body)))
        {
            var context = new DefaultHttpContext { RequestServices = host.Services };
            context.Request.Body = pieces;
            await RecordedLink.AskAsync(host, context, $"?EIO=4&transport=polling&sid={polling.Sid}", "POST").Soon();

            Assert.Equal(200, context.Response.StatusCode);
            foreach (var answer in answers)
            {
                Assert.Equal(answer, await client.NextAsync());
            }
        }
    }

    [Fact]
    public async Task Message_InTwoFragmentsCutAtEveryByte_IsTheSamePacket()
    {
        await using var host = await StartAsync(SocketIOParser.Json);
        var (link, serving) = await EnterAsync(host, RawWebSocket.Text("40/spec,"));
        var (words, packet) = (Encoding.UTF8.GetBytes(Words), Encoding.UTF8.GetBytes(WithBytes));
        for (var cut = 0; cut <= Math.Max(words.Length, packet.Length); cut++)
        {
            await link.SendAsync(Fragments(RawFrame.TextFrame, words, cut));
            Assert.Equal(Answer, await link.NextTextAsync());

            await link.SendAsync(Fragments(RawFrame.TextFrame, packet, cut), Fragments(RawFrame.Binary, First, cut), Fragments(RawFrame.Binary, Second, cut));
            Assert.Equal(AnswerWithBytes, await link.NextTextAsync());
        }

        link.End();
        await serving.Soon();
    }

    [Fact]
    public async Task Frames_CutAtEveryByte_AreTheSamePackets()
    {
        await using var host = await StartAsync(SocketIOParser.Json);
        var (link, serving) = await EnterAsync(host, RawWebSocket.Text("40/spec,"));
        byte[] frames = [.. RawWebSocket.Text(WithBytes), .. RawWebSocket.Frame(RawFrame.Binary, First), .. RawWebSocket.Frame(RawFrame.Binary, Second)];
        for (var cut = 1; cut < frames.Length; cut++)
        {
            await link.SendAsync(frames[..cut]);
            await link.SendAsync(frames[cut..]);
            Assert.Equal(AnswerWithBytes, await link.NextTextAsync());
        }

        foreach (var one in frames.Chunk(1))
        {
            await link.SendAsync(one);
        }

        Assert.Equal(AnswerWithBytes, await link.NextTextAsync());
        link.End();
        await serving.Soon();
    }

    [Fact]
    public async Task MsgpackMessage_CutAtEveryByte_IsTheSamePacket()
    {
        await using var host = await StartAsync(SocketIOParser.Msgpack);
        var (link, serving) = await EnterAsync(host, RawWebSocket.Frame(RawFrame.Binary, Msgpack("40/spec,")));
        var message = Msgpack(Words);
        for (var cut = 0; cut <= message.Length; cut++)
        {
            await link.SendAsync(Fragments(RawFrame.Binary, message, cut));
            Assert.Equal(Answer, MsgpackEngineClient.ToText((await link.NextAsync())[2..]));
        }

        var frame = RawWebSocket.Frame(RawFrame.Binary, message);
        for (var cut = 1; cut < frame.Length; cut++)
        {
            await link.SendAsync(frame[..cut]);
            await link.SendAsync(frame[cut..]);
            Assert.Equal(Answer, MsgpackEngineClient.ToText((await link.NextAsync())[2..]));
        }

        link.End();
        await serving.Soon();
    }

    private static Task<SpecificationHost> StartAsync(SocketIOParser parser) => SpecificationHost.StartAsync(builder => builder.AddSocketIO(options => options.Parser = parser));

    private static async Task<(RecordedLink Link, Task Serving)> EnterAsync(SpecificationHost host, byte[] connect)
    {
        var link = new RecordedLink();
        var serving = link.ServeAsync(host);
        Assert.StartsWith("0{", await link.NextTextAsync(), StringComparison.Ordinal);
        await link.SendAsync(connect);
        await link.NextAsync();
        return (link, serving);
    }

    private static byte[] Msgpack(string packet)
    {
        Assert.True(MsgpackEngineClient.TryToMsgpack(packet, out var bytes));
        return bytes;
    }

    /// <summary>A message in two frames; a cut behind its end leaves the second empty.</summary>
    private static byte[] Fragments(int opcode, byte[] message, int cut)
    {
        cut = Math.Min(cut, message.Length);
        return [.. RawWebSocket.Frame(opcode, message.AsSpan(..cut), isFinal: false), .. RawWebSocket.Frame(RawFrame.Continuation, message.AsSpan(cut..))];
    }
}
