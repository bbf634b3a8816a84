using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gateways.Specification;
using Gateways.Specification.Clients;

namespace Gateways.SocketIO.Tests.Clients;

/// <summary>A Socket.IO client of one namespace, over whatever engine it is given.</summary>
internal sealed partial class SocketIOTestClient : SpecificationClient
{
    private readonly EngineClient _engine;
    private readonly string _prefix;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<Ack>> _calls = new();
    private Task _reading = Task.CompletedTask;
    private string? _exception;
    private int _lastId;

    private SocketIOTestClient(EngineClient engine, string @namespace)
    {
        _engine = engine;
        _prefix = @namespace + ",";
    }

    /// <summary>Asks to be let into a namespace; whether it was shows in what it hears next.</summary>
    public static async Task<SocketIOTestClient> ConnectAsync(EngineClient engine, string @namespace)
    {
        var client = new SocketIOTestClient(engine, @namespace);
        client._reading = Task.Run(client.ReadAsync);
        await engine.SendAsync($"40{client._prefix}");
        return client;
    }

    public override Task EmitAsync(string eventName, params string[] json) => _engine.SendAsync(Packet("", eventName, json));

    public override async Task<Ack> CallAsync(string eventName, params string[] json)
    {
        var id = Interlocked.Increment(ref _lastId).ToString(CultureInfo.InvariantCulture);
        var call = _calls[id] = new TaskCompletionSource<Ack>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _engine.SendAsync(Packet(id, eventName, json));
        return await call.Task.Soon();
    }

    public override async Task CloseAsync()
    {
        await _engine.SendAsync($"41{_prefix}");
        await _engine.CloseAsync();
    }

    public override void Abort() => _engine.Abort();

    public override async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _reading.Soon();
    }

    private string Packet(string id, string eventName, string[] json) => $"42{_prefix}{id}[{string.Join(',', [JsonSerializer.Serialize(eventName), .. json])}]";

    [GeneratedRegex(@"^4(\d)(?:/[^,]*,)?(\d*)(.*)$", RegexOptions.Singleline)]
    private static partial Regex Grammar();

    private async Task ReadAsync()
    {
        await foreach (var packet in _engine.Packets.ReadAllAsync())
        {
            var match = Grammar().Match(packet);
            var (id, json) = (match.Groups[2].Value, match.Groups[3].Value);
            switch (match.Groups[1].Value)
            {
                case "1":
                    OnClosed("");
                    break;
                case "4":
                    OnClosed(JsonDocument.Parse(json).RootElement.GetProperty("message").GetString()!);
                    break;
                case "2":
                    await OnEventAsync(id, json);
                    break;
                case "3":
                    OnAck(id, json);
                    break;
            }
        }

        OnClosed("");
        foreach (var call in _calls.Values)
        {
            call.TrySetException(new IOException("The connection has ended."));
        }
    }

    private async Task OnEventAsync(string id, string json)
    {
        using var document = JsonDocument.Parse(json);
        var items = document.RootElement.EnumerateArray().ToArray();
        var name = items[0].GetString()!;
        var data = items.Length switch
        {
            1 => "",
            2 => items[1].GetRawText(),
            _ => $"[{string.Join(',', items.Skip(1).Select(static item => item.GetRawText()))}]",
        };
        if (id.Length > 0)
        {
            _ = Task.Run(() => AnswerAsync(id, name, data));
            return;
        }

        _exception = name == "exception" ? data : null;
        OnEvent(name, data);
        await Task.CompletedTask;
    }

    private async Task AnswerAsync(string id, string name, string data)
    {
        try
        {
            if (await Answer(name, data) is { } value)
            {
                await _engine.SendAsync($"43{_prefix}{id}[{value}]");
            }
        }
        catch (ApplicationException)
        {
            // The protocol has no way to say it.
        }
    }

    /// <summary>An ack that says what the event before it said, or that has the form of an error, is a failed one: the protocol knows no other.</summary>
    private void OnAck(string id, string json)
    {
        if (!_calls.TryRemove(id, out var call))
        {
            return;
        }

        var value = json == "[]" ? null : json[1..^1];
        var isError = value is not null && (value == _exception || value.StartsWith("""{"status":"error",""", StringComparison.Ordinal));
        call.TrySetResult(isError ? new Ack(null, value) : new Ack(value, null));
        _exception = null;
    }
}
