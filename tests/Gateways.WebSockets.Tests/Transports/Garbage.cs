using Gateways.Specification;
using Gateways.Specification.Clients;

namespace Gateways.WebSockets.Tests.Transports;

/// <summary>What no client should send.</summary>
internal static class Garbage
{
    private static readonly string[] Texts =
    [
        "", "{", "}", "null", "[]", "\"x\"", "5", "{}", """{"event":}""", """{"event":5}""", """{"event":null}""", """{"event":{"toString":"x"}}""",
        """{"event":"echo","data":}""", """{"event":"echo","id":{}}""", """{"event":"echo","id":[1]}""", """{"event":"echo"} x""", """{"event":"\ud800"}""",
        """{"id":1}""", """{"id":"1","data":2}""", """{"id":99999999999999999999999,"data":2}""", """{"id":-1,"error":"x"}""", """{"event":"echo","data":"\ud800"}""",
        """{"event":"note","data":{"a":1}}""", """{"event":"three","data":[1,2,3,4]}""", new('[', 100_000), $$"""{"event":"echo","data":{{new string('[', 100_000)}}}""",
        $$"""{"event":"{{new string('x', 2000)}}"}""", $$"""{"event":"echo","id":"{{new string('9', 200)}}","data":1}""", $$"""{"event":"echo","id":{{new string('9', 200)}},"data":1}""",
    ];

    public static async Task SendAsync(int port, string path, Random random)
    {
        await SendTextsAsync(port, path);
        for (var i = 0; i < 20; i++)
        {
            await SendNoiseAsync(port, path, random, withHandshake: i % 4 != 0);
        }
    }

    /// <summary>Messages in good frames: the connection stays open, and still works after all of them.</summary>
    private static async Task SendTextsAsync(int port, string path)
    {
        await using var raw = await RawWebSocket.ConnectAsync(port, path);
        foreach (var text in Texts)
        {
            await raw.SendAsync(RawWebSocket.Text(text));
        }

        await raw.SendAsync(RawWebSocket.Text("""{"event":"echo","id":"the end","data":1}"""));
        RawFrame frame;
        do
        {
            frame = await raw.ReadFrameAsync();
            Assert.NotEqual(RawFrame.Close, frame.Opcode);
        }
        while (frame.Text != """{"id":"the end","data":1}""");
    }

    /// <summary>Bytes at random: the server ends the connection when it has had enough, or this side does.</summary>
    private static async Task SendNoiseAsync(int port, string path, Random random, bool withHandshake)
    {
        await using var raw = withHandshake ? await RawWebSocket.ConnectAsync(port, path) : await RawWebSocket.OpenAsync(port);
        var noise = new byte[random.Next(1, 20_000)];
        random.NextBytes(noise);
        try
        {
            await raw.SendAsync(noise);
            raw.EndSending();
            var buffer = new byte[4096];
            while (await raw.Stream.ReadAsync(buffer).Soon() > 0)
            {
            }
        }
        catch (IOException)
        {
            // The server has cut it.
        }
    }
}
