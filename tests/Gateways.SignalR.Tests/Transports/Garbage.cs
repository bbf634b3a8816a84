using Gateways.Specification;
using Gateways.Specification.Clients;

namespace Gateways.SignalR.Tests.Transports;

/// <summary>What no client should send.</summary>
internal static class Garbage
{
    public static readonly string[] Broken =
    [
        "x", "{", "null", "5", "[]", "{}", """{"type":}""", """{"type":"1"}""", """{"type":1}""", """{"type":1,"target":"echo"}""", """{"type":1,"arguments":[]}""",
        """{"type":1,"target":5,"arguments":[]}""", """{"type":1,"target":null,"arguments":[]}""", """{"type":1,"target":"","arguments":[]}""",
        """{"type":1,"target":"echo","arguments":{}}""", """{"type":1,"target":"echo","arguments":[1}""", """{"type":1,"target":"echo","arguments":[1]} x""",
        """{"type":1,"invocationId":5,"target":"echo","arguments":[1]}""", """{"type":3}""", """{"type":3,"invocationId":null,"result":1}""",
        """{"type":4,"target":"echo","arguments":[1]}""", """{"type":1,"target":"\ud800","arguments":[1]}""",
        $$"""{"type":1,"target":"echo","arguments":[{{new string('[', 1000)}}""",
    ];

    public static async Task SendAsync(int port, string path, Random random)
    {
        foreach (var record in Broken)
        {
            await using var raw = await RawHub.ConnectAsync(port, path);
            await raw.SendAsync(record);
            await DrainAsync(raw.Socket);
        }

        for (var i = 0; i < 20; i++)
        {
            await using var raw = await (i % 2 == 0 ? RawHub.ConnectAsync(port, path) : RawHub.OpenAsync(port, path));
            var noise = new byte[random.Next(1, 5000)];
            random.NextBytes(noise);
            await raw.Socket.SendAsync(RawWebSocket.Frame(i % 3 == 0 ? RawFrame.TextFrame : RawFrame.Binary, noise), RawWebSocket.CloseFrame(1000));
            await DrainAsync(raw.Socket);
        }
    }

    private static async Task DrainAsync(RawWebSocket raw)
    {
        try
        {
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
