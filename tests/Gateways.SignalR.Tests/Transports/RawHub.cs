using Gateways.Specification.Clients;

namespace Gateways.SignalR.Tests.Transports;

/// <summary>The hub protocol by hand, over a bare socket and without negotiation.</summary>
internal static class RawHub
{
    public const string Separator = "\u001e";

    public static async Task<RawWebSocket> ConnectAsync(int port, string path, int receiveBuffer = 0)
    {
        var raw = await RawWebSocket.ConnectAsync(port, $"{path}/signalr", receiveBuffer);
        await SendAsync(raw, """{"protocol":"json","version":1}""");
        Assert.StartsWith("{}" + Separator, (await raw.ReadFrameAsync()).Text, StringComparison.Ordinal);
        return raw;
    }

    public static Task SendAsync(RawWebSocket raw, string record) => raw.SendAsync(RawWebSocket.Text(record + Separator));

    /// <summary>The next record that is no ping.</summary>
    public static async Task<string> ReadAsync(RawWebSocket raw)
    {
        while (true)
        {
            var frame = await raw.ReadFrameAsync();
            var text = frame.Opcode == RawFrame.Close ? $"close {frame.CloseCode}" : frame.Text.TrimEnd('\u001e');
            if (text != """{"type":6}""")
            {
                return text;
            }
        }
    }
}
