using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Gateways.Testing.Clients;

/// <summary>
/// SignalR's JSON protocol, except that events are taken here: the client knows events only by names and numbers of payloads that were registered with it, and
/// hands them over later than the acks that came behind them. What the server asks goes on to the client, under one name; acks go on as <see cref="CallAnswer"/>,
/// so that an ack with an error cannot be mistaken for a lost connection.
/// </summary>
/// <param name="inner">SignalR's own.</param>
/// <param name="onEvent">Takes an event that wants no answer.</param>
internal sealed class SignalRTestProtocol(JsonHubProtocol inner, Action<string, JsonElement[]> onEvent) : IHubProtocol
{
    /// <summary>The method the client is told the server calls.</summary>
    public const string AskedMethod = "ask";

    // What ends a message, and what its "type" says; hub protocol, "JSON Encoding".
    private const byte RecordSeparator = 0x1e;
    private const int Invocation = 1;
    private const int Completion = 3;
    private const int Close = 7;

    public string Name => inner.Name;

    public int Version => inner.Version;

    public TransferFormat TransferFormat => inner.TransferFormat;

    /// <summary>What the server said when it closed: its text, and whether the client may come back.</summary>
    public (string Text, bool MayReconnect)? Goodbye { get; private set; }

    public bool IsVersionSupported(int version) => inner.IsVersionSupported(version);

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        if (input.PositionOf(RecordSeparator) is not { } end || !TryParse(input.Slice(0, end), out var record))
        {
            return inner.TryParseMessage(ref input, binder, out message);
        }

        var type = record.TryGetProperty("type"u8, out var number) && number.TryGetInt32(out var value) ? value : 0;
        if (type == Invocation
            && record.TryGetProperty("target"u8, out var target) && target.ValueKind == JsonValueKind.String
            && record.TryGetProperty("arguments"u8, out var arguments) && arguments.ValueKind == JsonValueKind.Array)
        {
            input = input.Slice(input.GetPosition(1, end));
            message = Take(record, target.GetString()!, [.. arguments.EnumerateArray()]);
            return true;
        }

        if (type == Completion && record.TryGetProperty("invocationId"u8, out var id) && id.ValueKind == JsonValueKind.String)
        {
            input = input.Slice(input.GetPosition(1, end));
            message = CompletionMessage.WithResult(id.GetString()!, AnswerOf(record));
            return true;
        }

        if (type == Close)
        {
            Goodbye = (ErrorOf(record) ?? "", record.TryGetProperty("allowReconnect"u8, out var allowed) && allowed.ValueKind == JsonValueKind.True);
        }

        return inner.TryParseMessage(ref input, binder, out message);
    }

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => inner.WriteMessage(message, output);

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => inner.GetMessageBytes(message);

    private HubMessage Take(JsonElement record, string eventName, JsonElement[] arguments)
    {
        if (record.TryGetProperty("invocationId"u8, out var id) && id.ValueKind == JsonValueKind.String)
        {
            return new InvocationMessage(id.GetString(), AskedMethod, [eventName, arguments]);
        }

        onEvent(eventName, arguments);
        return PingMessage.Instance;
    }

    private static CallAnswer AnswerOf(JsonElement record) =>
        ErrorOf(record) is { } text ? new CallAnswer(null, text) : new CallAnswer(record.TryGetProperty("result"u8, out var result) ? result : null);

    private static string? ErrorOf(JsonElement record) => record.TryGetProperty("error"u8, out var error) && error.ValueKind == JsonValueKind.String ? error.GetString() : null;

    /// <summary>What is no JSON object is left to SignalR, which ends the connection over it.</summary>
    private static bool TryParse(ReadOnlySequence<byte> text, out JsonElement record)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            record = document.RootElement.Clone();
            return record.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            record = default;
            return false;
        }
    }
}
