using System.Net.WebSockets;
using System.Text;
using Gateways.Specification;
using Gateways.Specification.Clients;

namespace Gateways.SocketIO.Tests.Clients;

/// <summary>Engine.IO over a WebSocket from the beginning.</summary>
internal sealed class SocketClient : EngineClient
{
    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);
    private Task _reading = Task.CompletedTask;

    public int? CloseCode => (int?)_socket.CloseStatus;

    public static async Task<SocketClient> ConnectAsync(
        Uri address,
        string query = "",
        string? origin = null,
        bool hasHandshake = true,
        string path = "/socket.io/",
        Action<ClientWebSocketOptions>? configure = null,
        HttpMessageInvoker? invoker = null)
    {
        var client = new SocketClient();
        configure?.Invoke(client._socket.Options);
        client._socket.Options.CollectHttpResponseDetails = true;
        client._socket.Options.KeepAliveInterval = TimeSpan.Zero;
        if (origin is not null)
        {
            client._socket.Options.SetRequestHeader("Origin", origin);
        }

        try
        {
            var uri = new UriBuilder(address) { Scheme = address.Scheme == "https" ? "wss" : "ws", Path = path, Query = $"EIO=4&transport=websocket&{query}" }.Uri;
            await client._socket.ConnectAsync(uri, invoker, default).Soon();
        }
        catch (WebSocketException error) when (client._socket.HttpStatusCode != 0)
        {
            throw new ConnectRefusedException((int)client._socket.HttpStatusCode, error);
        }

        client._reading = Task.Run(client.ReadAsync);
        if (hasHandshake)
        {
            client.Handshake = await client.NextAsync();
        }

        return client;
    }

    public override Task SendAsync(string packet) => SendAsync(Encoding.UTF8.GetBytes(packet), WebSocketMessageType.Text);

    public override Task SendBytesAsync(byte[] bytes) => SendAsync(bytes, WebSocketMessageType.Binary);

    public override async Task CloseAsync()
    {
        await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", default).Soon();
        await _reading.Soon();
    }

    public override void Abort() => _socket.Abort();

    public override async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _reading.Soon();
        _socket.Dispose();
        _sending.Dispose();
    }

    private async Task SendAsync(byte[] bytes, WebSocketMessageType type)
    {
        await _sending.WaitAsync().Soon();
        try
        {
            await _socket.SendAsync(bytes, type, endOfMessage: true, default).Soon();
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                var result = await _socket.ReceiveAsync(buffer.AsMemory(), default);
                if (result.MessageType == WebSocketMessageType.Close)
                {
                    await _socket.CloseOutputAsync(_socket.CloseStatus ?? WebSocketCloseStatus.Empty, null, default);
                    break;
                }

                message.Write(buffer, 0, result.Count);
                if (result.EndOfMessage)
                {
                    await OnPacketAsync(result.MessageType == WebSocketMessageType.Text ? Encoding.UTF8.GetString(message.ToArray()) : "b" + Convert.ToBase64String(message.ToArray()));
                    message.SetLength(0);
                }
            }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            // Cut, by either side.
        }
        finally
        {
            OnEnded();
        }
    }
}
