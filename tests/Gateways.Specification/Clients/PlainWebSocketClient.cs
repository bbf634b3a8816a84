using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Gateways.Specification.Clients;

/// <summary>A client of the plain WebSocket protocol: <c>{"event","data","id"}</c> over .NET's own WebSocket.</summary>
public sealed class PlainWebSocketClient : SpecificationClient
{
    private readonly WebSocket _socket;
    private readonly SemaphoreSlim _sending = new(1);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<Ack>> _calls = new();
    private readonly Task _reading;
    private int _lastId;

    public PlainWebSocketClient(WebSocket socket)
    {
        _socket = socket;
        _reading = Task.Run(ReadAsync);
    }

    public int? CloseCode => (int?)_socket.CloseStatus;

    public static async Task<PlainWebSocketClient> ConnectAsync(Uri address, ClientRequest request, Action<ClientWebSocketOptions>? configure = null, HttpMessageInvoker? invoker = null)
    {
        var socket = new ClientWebSocket();
        configure?.Invoke(socket.Options);
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.KeepAliveInterval = TimeSpan.Zero;
        if (request.Origin is { } origin)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        try
        {
            await socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws", Path = request.Path, Query = request.Query }.Uri, invoker, default).Soon();
            return new PlainWebSocketClient(socket);
        }
        catch (WebSocketException error) when (socket.HttpStatusCode != 0)
        {
            socket.Dispose();
            throw new ConnectRefusedException((int)socket.HttpStatusCode, error);
        }
    }

    public override Task EmitAsync(string eventName, params string[] json) => SendAsync(Message(eventName, json, id: null));

    public override async Task<Ack> CallAsync(string eventName, params string[] json)
    {
        var id = Interlocked.Increment(ref _lastId).ToString(CultureInfo.InvariantCulture);
        var call = _calls[id] = new TaskCompletionSource<Ack>(TaskCreationOptions.RunContinuationsAsynchronously);
        await SendAsync(Message(eventName, json, id));
        return await call.Task.Soon();
    }

    public async Task SendAsync(string text)
    {
        await _sending.WaitAsync().Soon();
        try
        {
            await _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, default).Soon();
        }
        finally
        {
            _sending.Release();
        }
    }

    public override Task CloseAsync() => CloseAsync(WebSocketCloseStatus.NormalClosure, "bye");

    public async Task CloseAsync(WebSocketCloseStatus code, string reason)
    {
        await _socket.CloseOutputAsync(code, reason, default).Soon();
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

    private static string Message(string eventName, string[] json, string? id)
    {
        var data = json.Length switch
        {
            0 => "",
            1 => $",\"data\":{json[0]}",
            _ => $",\"data\":[{string.Join(',', json)}]",
        };
        return $"{{\"event\":{JsonSerializer.Serialize(eventName)}{data}{(id is null ? "" : $",\"id\":{id}")}}}";
    }

    private async Task ReadAsync()
    {
        var text = "";
        try
        {
            var buffer = new byte[256 * 1024];
            using var message = new MemoryStream();
            while (true)
            {
                var result = await _socket.ReceiveAsync(buffer.AsMemory(), default);
                if (result.MessageType == WebSocketMessageType.Close)
                {
                    text = _socket.CloseStatusDescription ?? "";
                    await _socket.CloseOutputAsync(_socket.CloseStatus ?? WebSocketCloseStatus.NormalClosure, null, default);
                    break;
                }

                message.Write(buffer, 0, result.Count);
                if (result.EndOfMessage)
                {
                    OnMessage(message.ToArray());
                    message.SetLength(0);
                }
            }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            // Cut, by either side.
        }

        OnClosed(text);
        foreach (var call in _calls.Values)
        {
            call.TrySetException(new IOException("The connection has ended."));
        }
    }

    private void OnMessage(byte[] utf8)
    {
        using var document = JsonDocument.Parse(utf8);
        var root = document.RootElement;
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("event", out var name))
        {
            var data = Raw(root, "data") ?? "";
            if (Raw(root, "id") is { } id)
            {
                _ = AnswerAsync(id, name.GetString()!, data);
            }
            else
            {
                OnEvent(name.GetString()!, data);
            }
        }
        else if (root.ValueKind == JsonValueKind.Object && Raw(root, "id") is { } id && _calls.TryRemove(id, out var call))
        {
            call.TrySetResult(new Ack(Raw(root, "data"), Raw(root, "error")));
        }
        else
        {
            OnEvent("", root.GetRawText());
        }
    }

    private async Task AnswerAsync(string id, string name, string data)
    {
        try
        {
            if (await Answer(name, data) is { } json)
            {
                await SendAsync($"{{\"id\":{id},\"data\":{json}}}");
            }
        }
        catch (ApplicationException error)
        {
            await SendAsync($"{{\"id\":{id},\"error\":{JsonSerializer.Serialize(error.Message)}}}");
        }
    }

    private static string? Raw(JsonElement root, string key) => root.TryGetProperty(key, out var value) ? value.GetRawText() : null;
}
