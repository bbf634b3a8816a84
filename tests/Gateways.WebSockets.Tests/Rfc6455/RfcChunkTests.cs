using System.Text;
using Gateways.Specification.Clients;

namespace Gateways.WebSockets.Tests.Rfc6455;

/// <summary>However the bytes of a stream are cut into frames and packets, the messages are the same.</summary>
public sealed class RfcChunkTests(RfcHost host) : IClassFixture<RfcHost>
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Send_RandomFragmentsAndChunks_GiveTheSameMessages(int seed)
    {
        var random = new Random(seed);
        await using var raw = await host.ConnectAsync();
        var (stream, answers) = (new List<byte>(), new List<string>());
        for (var i = 0; i < 60; i++)
        {
            var data = string.Concat(Enumerable.Repeat("aä€😀", random.Next(0, i % 10 == 0 ? 3000 : 40)));
            stream.AddRange(Fragments($$"""{"event":"echo","id":{{i}},"data":"{{data}}"}""", random));
            answers.Add($$"""{"id":{{i}},"data":"{{data}}"}""");
        }

        var sending = SendAsync(raw, [.. stream], random);
        foreach (var answer in answers)
        {
            RawFrame frame;
            do
            {
                frame = await raw.ReadFrameAsync();
            }
            while (frame.Opcode == RawFrame.Pong);

            Assert.Equal(answer, frame.Text);
        }

        await sending;
    }

    private static IEnumerable<byte> Fragments(string text, Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var (at, opcode) = (0, random.Next(2) == 0 ? RawFrame.TextFrame : RawFrame.Binary);
        var frames = new List<byte>();
        do
        {
            var length = random.Next(4) == 0 ? random.Next(0, bytes.Length - at + 1) : bytes.Length - at;
            var isFinal = at + length == bytes.Length;
            frames.AddRange(RawWebSocket.Frame(opcode, bytes.AsSpan(at, length), isFinal));
            if (!isFinal && random.Next(3) == 0)
            {
                frames.AddRange(RawWebSocket.Frame(RawFrame.Ping, [(byte)at]));
            }

            (at, opcode) = (at + length, RawFrame.Continuation);
        }
        while (at < bytes.Length);

        return frames;
    }

    private static async Task SendAsync(RawWebSocket raw, byte[] stream, Random random)
    {
        for (var at = 0; at < stream.Length;)
        {
            var length = Math.Min(stream.Length - at, random.Next(3) == 0 ? random.Next(1, 8) : random.Next(1, 9000));
            await raw.SendAsync([stream[at..(at + length)]]);
            at += length;
        }
    }
}
