using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateways.Testing.Clients;

/// <summary>
/// The Socket.IO client, over a WebSocket from the beginning, in one namespace. The protocol has no failed acks: one that has the form of an error is taken for it, as code that ports from
/// Node does. Bytes arrive as text in base64, as on every other transport. Where the server has given it a secret to come back with, events end with their offset: a real client hands that on as
/// a last argument, this one keeps it to itself, so that payloads are the same on every transport.
/// </summary>
internal sealed class SocketIOTestClient : GatewayTestClient
{
    private const char Ping = '2';
    private readonly EngineIOTestSocket _engine;
    private readonly string _prefix;
    private readonly string _connect;
    private string? _pid;
    private readonly PendingCalls _calls = new();
    private readonly TaskCompletionSource _admitted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _reading = Task.CompletedTask;
    private GatewayTestDisconnect? _end;

    private SocketIOTestClient(TestLink link, WebSocket socket)
        : base(link)
    {
        _engine = new EngineIOTestSocket(socket);
        _prefix = link.Path == "/" ? "" : link.Path + ",";
        if (link.Resumes is SocketIOTestClient { _pid: { } pid } lost)
        {
            // What was missed comes before the CONNECT that would say the secret again.
            (_pid, LastEventId) = (pid, lost.LastEventId);
            _connect = $"40{_prefix}{AddRecovery(link.Auth)}";
        }
        else
        {
            _connect = $"40{_prefix}{link.Auth?.GetRawText()}";
        }
    }

    public override GatewayTransports Transport => GatewayTransports.SocketIO;

    public static async Task<GatewayTestClient> ConnectAsync(TestLink link, CancellationToken cancellationToken)
    {
        if (link.SocketIO.Parser != SocketIOParser.Json)
        {
            throw new NotSupportedException($"SocketIOTransportOptions.Parser is {link.SocketIO.Parser}, but the test client speaks the JSON form: leave Parser at Json in the tests' application. Gateways do not see the difference.");
        }

        var client = new SocketIOTestClient(link, await link.OpenWebSocketAsync(link.EngineIOAddress, cancellationToken).ConfigureAwait(false));
        client._reading = Task.Run(client.ReadAsync, CancellationToken.None);
        try
        {
            await client._admitted.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            return client;
        }
        catch (Exception error)
        {
            client.Cut();
            await client.ReleaseAsync().ConfigureAwait(false);
            throw error is OperationCanceledException or GatewayTestConnectException ? error : link.Failed(error);
        }
    }

    private protected override Task SendCoreAsync(string eventName, JsonElement[] arguments) => _engine.SendAsync(Event("", eventName, arguments));

    private protected override async Task<CallAnswer> CallCoreAsync(string eventName, JsonElement[] arguments)
    {
        var (id, answer) = _calls.Begin();
        await _engine.SendAsync(Event(FormattableString.Invariant($"{id}"), eventName, arguments)).ConfigureAwait(false);
        return await answer.ConfigureAwait(false);
    }

    private protected override async Task SayGoodbyeAsync()
    {
        await _engine.SendAsync($"41{_prefix}").ConfigureAwait(false);
        await _engine.CloseAsync().ConfigureAwait(false);
    }

    private protected override void Cut() => _engine.Abort();

    private protected override async ValueTask ReleaseAsync()
    {
        await _reading.ConfigureAwait(false);
        _engine.Dispose();
    }

    private string Event(string id, string eventName, JsonElement[] arguments) =>
        $"42{_prefix}{id}[{string.Join(',', [$"\"{JsonEncodedText.Encode(eventName)}\"", .. arguments.Select(static argument => argument.GetRawText())])}]";

    private async Task ReadAsync()
    {
        try
        {
            while (await _engine.ReadAsync().ConfigureAwait(false) is { } packet)
            {
                await TakeAsync(packet).ConfigureAwait(false);
            }

            _end ??= new GatewayTestDisconnect(_engine.CloseStatus is WebSocketCloseStatus.Empty ? null : (int?)_engine.CloseStatus, _engine.CloseStatusDescription);
        }
        catch (Exception error)
        {
            // Cut, by either side.
            _end ??= new GatewayTestDisconnect(Code: null, "", Error: error);
        }

        _admitted.TrySetException(new IOException("The connection has ended."));
        _calls.Abandon();
        OnEnded(_end);
    }

    private async Task TakeAsync(string packet)
    {
        switch (packet)
        {
            case ['0', ..]:
                await _engine.SendAsync(_connect).ConfigureAwait(false);
                break;
            case [Ping, ..]:
                await _engine.SendAsync("3").ConfigureAwait(false);
                break;
            case ['4', >= '0' and <= '6', ..]:
                await TakeMessageAsync(packet).ConfigureAwait(false);
                break;
            default:
                OnMalformed(packet);
                break;
        }
    }

    private async Task TakeMessageAsync(string packet)
    {
        var type = packet[1];
        var rest = packet.AsMemory(2);
        if (type is '5' or '6')
        {
            rest = await _engine.FillPlacesAsync(rest).ConfigureAwait(false);
        }

        if (_prefix.Length > 0 && rest.Span.StartsWith(_prefix))
        {
            rest = rest[_prefix.Length..];
        }

        var digits = rest.Span.IndexOfAnyExceptInRange('0', '9') is var end and >= 0 ? end : rest.Length;
        long? id = digits > 0 ? long.Parse(rest.Span[..digits], provider: null) : null;
        var body = digits < rest.Length ? JsonElement.Parse(rest.Span[digits..]) : default;
        switch (type)
        {
            case '0':
                _pid = body.ValueKind == JsonValueKind.Object && body.TryGetProperty("pid", out var pid) ? pid.GetString() : null;
                _admitted.TrySetResult();
                break;
            case '1':
                // The packet carries no reason; this is what a real client tells its application.
                await EndAsync("io server disconnect").ConfigureAwait(false);
                break;
            case '4':
                await RefusedAsync(body).ConfigureAwait(false);
                break;
            case '2' or '5':
                TakeEvent(id, [.. body.EnumerateArray()]);
                break;
            default:
                TakeAck(id, [.. body.EnumerateArray()]);
                break;
        }
    }

    /// <summary>Refused by a guard before it was there, or by the connection hook after that.</summary>
    private Task RefusedAsync(JsonElement error)
    {
        var text = GatewayTestError.TextOf(error);
        _admitted.TrySetException(new GatewayTestConnectException($"The server refused the client of {Path}: {text}", statusCode: null, error.GetRawText(), innerException: null));
        return EndAsync(text ?? "");
    }

    /// <summary>The namespace is left; the connection serves nothing else.</summary>
    private Task EndAsync(string reason)
    {
        _end = new GatewayTestDisconnect(Code: null, reason);
        return _engine.CloseAsync();
    }

    private void TakeEvent(long? id, JsonElement[] items)
    {
        var (eventName, arguments) = (items[0].GetString()!, items[1..]);
        if (_pid is not null && arguments is [.., { ValueKind: JsonValueKind.String } last] && IsOffset(last.GetString()))
        {
            LastEventId = last.GetString();
            arguments = arguments[..^1];
        }

        if (id is { } number && HasAnswer(eventName))
        {
            _ = ReplyAsync(eventName, number, arguments);
        }
        else
        {
            OnArrived(eventName, arguments);
        }
    }

    /// <summary><code>EPOCH-NUMBER</code> Eight hex digits, and digits: what has no place in the log ends with its own payload, which is not taken for one.</summary>
    private static bool IsOffset(string? text) =>
        text is { Length: > 9 } && text[8] == '-' && !text.AsSpan(0, 8).ContainsAnyExcept("0123456789abcdef") && !text.AsSpan(9).ContainsAnyExceptInRange('0', '9');

    /// <summary>What a client sends that comes back: its secret and where it stands, besides its auth payload.</summary>
    private string AddRecovery(JsonElement? auth)
    {
        var all = auth is { ValueKind: JsonValueKind.Object } own ? JsonObject.Create(own)! : [];
        (all["pid"], all["offset"]) = (_pid, LastEventId);
        return all.ToJsonString();
    }

    private void TakeAck(long? id, JsonElement[] items)
    {
        var value = items.Length switch { 0 => (JsonElement?)null, _ => items[0] };
        var answer = value is { ValueKind: JsonValueKind.Object } error && error.TryGetProperty("status", out var status) && status.ValueEquals("error"u8)
            ? CallAnswer.Failed(error)
            : new CallAnswer(value);
        if (id is null || !_calls.TryEnd(id.Value, answer))
        {
            OnMalformed($"an ack nobody waits for: {id}");
        }
    }

    private async Task ReplyAsync(string eventName, long id, JsonElement[] arguments)
    {
        JsonElement value;
        try
        {
            value = await AnswerAsync(eventName, arguments).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The protocol has no failed answers, so none is sent: the server waits until its time is up, as with a real client.
            return;
        }

        try
        {
            await _engine.SendAsync(FormattableString.Invariant($"43{_prefix}{id}[{value.GetRawText()}]")).ConfigureAwait(false);
        }
        catch (Exception error) when (error is WebSocketException or IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // The connection has ended; the read loop says so.
        }
    }
}
