using Gateways.Specification.Clients;

namespace Gateways.SignalR.Tests.Transports;

/// <summary>The hub protocol by hand, over a bare socket and without negotiation.</summary>
internal sealed class RawHub : IAsyncDisposable
{
    public const string Separator = "\u001e";
    private string _waiting = "";

    private RawHub(RawWebSocket socket) => Socket = socket;

    public RawWebSocket Socket { get; }

    /// <summary>Connects without a handshake of the hub protocol.</summary>
    public static async Task<RawHub> OpenAsync(int port, string path, int receiveBuffer = 0) =>
        new(await RawWebSocket.ConnectAsync(port, $"{path}/signalr", receiveBuffer));

    public static async Task<RawHub> ConnectAsync(int port, string path, int receiveBuffer = 0)
    {
        var raw = await OpenAsync(port, path, receiveBuffer);
        await raw.SendAsync("""{"protocol":"json","version":1}""");
        Assert.Equal("{}", await raw.ReadAsync());
        return raw;
    }

    public Task SendAsync(string record) => Socket.SendAsync(RawWebSocket.Text(record + Separator));

    /// <summary>The next record that is no ping. Records and frames have nothing to do with each other.</summary>
    public async Task<string> ReadAsync()
    {
        while (true)
        {
            var end = _waiting.IndexOf(Separator, StringComparison.Ordinal);
            if (end >= 0)
            {
                var record = _waiting[..end];
                _waiting = _waiting[(end + 1)..];
                if (record != """{"type":6}""")
                {
                    return record;
                }

                continue;
            }

            var frame = await Socket.ReadFrameAsync();
            _waiting += frame.Opcode == RawFrame.Close ? $"close {frame.CloseCode}{Separator}" : frame.Text;
        }
    }

    public ValueTask DisposeAsync() => Socket.DisposeAsync();
}
