using System.Buffers;
using System.Net.WebSockets;
using System.Text;

namespace Gateways.Testing.Clients;

/// <summary>Engine.IO packets over a WebSocket, as text; bytes as their base64 with a <c>b</c> in front.</summary>
internal sealed class EngineIOTestSocket(WebSocket socket) : IDisposable
{
    private const int ReadBytes = 16 * 1024;
    private readonly SemaphoreSlim _sending = new(1);

    public WebSocketCloseStatus? CloseStatus => socket.CloseStatus;

    public string CloseStatusDescription => socket.CloseStatusDescription ?? "";

    public async Task SendAsync(string packet)
    {
        await _sending.WaitAsync().ConfigureAwait(false);
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(packet), WebSocketMessageType.Text, endOfMessage: true, default).ConfigureAwait(false);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <returns>The packet; null when the server has closed the WebSocket, which is then closed from this side too.</returns>
    public async Task<string?> ReadAsync()
    {
        var message = new ArrayBufferWriter<byte>();
        while (true)
        {
            var result = await socket.ReceiveAsync(message.GetMemory(ReadBytes), default).ConfigureAwait(false);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                if (socket.State == WebSocketState.CloseReceived)
                {
                    await socket.CloseOutputAsync(socket.CloseStatus ?? WebSocketCloseStatus.Empty, statusDescription: null, default).ConfigureAwait(false);
                }

                return null;
            }

            message.Advance(result.Count);
            if (result.EndOfMessage)
            {
                return result.MessageType == WebSocketMessageType.Text ? Encoding.UTF8.GetString(message.WrittenSpan) : "b" + Convert.ToBase64String(message.WrittenSpan);
            }
        }
    }

    /// <summary>Reads the attachments a packet announces, and puts each, as a string of base64, where its place is.</summary>
    /// <param name="packet">The packet behind its type: <c>2-/chat,["e",{"_placeholder":true,"num":0}]</c>.</param>
    public async Task<ReadOnlyMemory<char>> FillPlacesAsync(ReadOnlyMemory<char> packet)
    {
        var dash = packet.Span.IndexOf('-');
        var count = int.Parse(packet.Span[..dash], provider: null);
        var text = packet[(dash + 1)..].ToString();
        for (var i = 0; i < count; i++)
        {
            var bytes = await ReadAsync().ConfigureAwait(false) ?? throw new IOException("The connection ended before the packet's bytes were there.");
            text = text.Replace(FormattableString.Invariant($$"""{"_placeholder":true,"num":{{i}}}"""), $"\"{bytes[1..]}\"", StringComparison.Ordinal);
        }

        return text.AsMemory();
    }

    public Task CloseAsync() => socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, default);

    public void Abort() => socket.Abort();

    public void Dispose()
    {
        socket.Dispose();
        _sending.Dispose();
    }
}
