using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Gateways.Testing.Clients;

/// <summary>The plain WebSocket client: text frames of <c>{"event","data","id"}</c>.</summary>
internal sealed class WebSocketTestClient : GatewayTestClient
{
    private const int ReadBytes = 16 * 1024;
    private readonly WebSocket _socket;
    private readonly SemaphoreSlim _sending = new(1);
    private readonly PendingCalls _calls = new();
    private readonly Task _reading;

    private WebSocketTestClient(TestLink link, WebSocket socket)
        : base(link)
    {
        _socket = socket;
        _reading = Task.Run(ReadAsync);
    }

    public override GatewayTransports Transport => GatewayTransports.WebSocket;

    public static async Task<GatewayTestClient> ConnectAsync(TestLink link, CancellationToken cancellationToken) =>
        new WebSocketTestClient(link, await link.OpenWebSocketAsync(link.Address(link.Path), cancellationToken).ConfigureAwait(false));

    private protected override Task SendCoreAsync(string eventName, JsonElement[] arguments) => SendAsync(writer => WriteEvent(writer, eventName, arguments, id: null));

    private protected override async Task<CallAnswer> CallCoreAsync(string eventName, JsonElement[] arguments)
    {
        var (id, answer) = _calls.Begin();
        await SendAsync(writer => WriteEvent(writer, eventName, arguments, id)).ConfigureAwait(false);
        return await answer.ConfigureAwait(false);
    }

    private protected override Task SayGoodbyeAsync() => _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, default);

    private protected override void Cut() => _socket.Abort();

    private protected override async ValueTask ReleaseAsync()
    {
        await _reading.ConfigureAwait(false);
        _socket.Dispose();
    }

    private static void WriteEvent(Utf8JsonWriter writer, string eventName, JsonElement[] arguments, long? id)
    {
        writer.WriteString("event"u8, eventName);
        if (arguments.Length == 1)
        {
            writer.WritePropertyName("data"u8);
            arguments[0].WriteTo(writer);
        }
        else if (arguments.Length > 1)
        {
            writer.WriteStartArray("data"u8);
            foreach (var argument in arguments)
            {
                argument.WriteTo(writer);
            }

            writer.WriteEndArray();
        }

        if (id is { } number)
        {
            writer.WriteNumber("id"u8, number);
        }
    }

    private async Task SendAsync(Action<Utf8JsonWriter> write)
    {
        var message = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(message))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        await _sending.WaitAsync().ConfigureAwait(false);
        try
        {
            await _socket.SendAsync(message.WrittenMemory, WebSocketMessageType.Text, endOfMessage: true, default).ConfigureAwait(false);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ReadAsync()
    {
        var end = default(GatewayTestDisconnect);
        try
        {
            while (await ReadMessageAsync().ConfigureAwait(false) is { } message)
            {
                Take(message);
            }

            end = new GatewayTestDisconnect((int?)_socket.CloseStatus, _socket.CloseStatusDescription ?? "");
            if (_socket.State == WebSocketState.CloseReceived)
            {
                await _socket.CloseOutputAsync(_socket.CloseStatus ?? WebSocketCloseStatus.Empty, statusDescription: null, default).ConfigureAwait(false);
            }
        }
        catch (Exception error)
        {
            // Cut, by either side, or closed by the server and gone before we could answer.
            end ??= new GatewayTestDisconnect(Code: null, "", Error: error);
        }

        _calls.Abandon();
        OnEnded(end);
    }

    /// <returns>The message; null when the server has said goodbye.</returns>
    private async Task<byte[]?> ReadMessageAsync()
    {
        var message = new ArrayBufferWriter<byte>();
        while (true)
        {
            var result = await _socket.ReceiveAsync(message.GetMemory(ReadBytes), default).ConfigureAwait(false);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            message.Advance(result.Count);
            if (result.EndOfMessage)
            {
                return message.WrittenSpan.ToArray();
            }
        }
    }

    private void Take(byte[] message)
    {
        if (!TryParse(message, out var root))
        {
            OnMalformed(Encoding.UTF8.GetString(message));
            return;
        }

        var isObject = root.ValueKind == JsonValueKind.Object;
        var id = isObject && root.TryGetProperty("id", out var given) ? given : default;
        if (isObject && root.TryGetProperty("event", out var name) && name.ValueKind == JsonValueKind.String)
        {
            TakeEvent(name.GetString()!, id, root.TryGetProperty("data", out var data) ? [data] : []);
        }
        else if (id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out var number) && HasOnlyAnAnswer(root))
        {
            TakeAck(number, root);
        }
        else
        {
            OnArrived("", [root]);
        }
    }

    private void TakeEvent(string eventName, JsonElement id, JsonElement[] arguments)
    {
        if (id.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null || !HasAnswer(eventName))
        {
            OnArrived(eventName, arguments);
        }
        else
        {
            _ = ReplyAsync(eventName, id, arguments);
        }
    }

    private void TakeAck(long id, JsonElement root)
    {
        var answer = root.TryGetProperty("error", out var error) ? CallAnswer.Failed(error)
            : new CallAnswer(root.TryGetProperty("data", out var data) ? data : null);
        if (!_calls.TryEnd(id, answer))
        {
            OnMalformed($"an ack nobody waits for: {root.GetRawText()}");
        }
    }

    private async Task ReplyAsync(string eventName, JsonElement id, JsonElement[] arguments)
    {
        var (key, value) = ("data", default(JsonElement));
        try
        {
            value = await AnswerAsync(eventName, arguments).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // Whatever the test's answer throws is the answer.
            (key, value) = ("error", Text(error.Message));
        }

        try
        {
            await SendAsync(writer =>
            {
                writer.WritePropertyName("id"u8);
                id.WriteTo(writer);
                writer.WritePropertyName(key);
                value.WriteTo(writer);
            }).ConfigureAwait(false);
        }
        catch (Exception error) when (error is WebSocketException or IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // The connection has ended; the read loop says so.
        }
    }

    private static JsonElement Text(string text) => JsonElement.Parse($"\"{JsonEncodedText.Encode(text)}\"");

    /// <summary>A value a handler returned may have an <c>id</c> too.</summary>
    private static bool HasOnlyAnAnswer(JsonElement root) =>
        root.GetPropertyCount() == (root.TryGetProperty("data", out _) || root.TryGetProperty("error", out _) ? 2 : 1);

    private static bool TryParse(byte[] message, out JsonElement root)
    {
        try
        {
            root = JsonElement.Parse(message);
            return true;
        }
        catch (JsonException)
        {
            root = default;
            return false;
        }
    }
}
