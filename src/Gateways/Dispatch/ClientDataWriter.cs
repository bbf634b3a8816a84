using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gateways.Infrastructure;
using Gateways.Protocol;
using Microsoft.Extensions.Logging;

namespace Gateways.Dispatch;

/// <summary>
/// Writes what an application keeps on a client as JSON, for who fetches clients. The values were never meant to be sent, some of them not even to be data: one that cannot be written harms no other, and
/// none is written further than it may be long.
/// </summary>
internal sealed partial class ClientDataWriter
{
    private readonly GatewayJson _json;
    private readonly ILogger _logger;
    private readonly JsonSerializerOptions _options;
    private readonly JavaScriptEncoder _encoder;
    private readonly ConcurrentDictionary<Type, JsonTypeInfo?> _contracts = new();
    private readonly ConcurrentDictionary<Type, bool> _failed = new();

    public ClientDataWriter(GatewayJson json, ILogger logger)
    {
        (_json, _logger) = (json, logger);
        _encoder = json.Options.Encoder ?? JavaScriptEncoder.Default;
        _options = new JsonSerializerOptions(json.Options) { TypeInfoResolver = json.Options.TypeInfoResolver!.WithAddedModifier(LiveTypes.Refuse) };
        _options.MakeReadOnly();
    }

    public ClientDataSnapshot Write(ClientData data)
    {
        var values = data.ToArray();
        if (values.Length == 0)
        {
            return ClientDataSnapshot.Empty;
        }

        var builder = new ClientDataBuilder(_json);
        using var buffer = new BoundedBuffer();

        // Not disposed, for that writes what a value left that was given up.
        var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = _encoder, MaxDepth = ClientDataSnapshot.MaxDepth + 1 });

        // By name last: of two values of one name the last counts, and a name is what the application has chosen.
        foreach (var (key, value) in values.OrderBy(static entry => entry.Key is string))
        {
            var type = key as Type ?? value.GetType();
            if (ContractOf(type) is { } contract)
            {
                Add(builder, key as string ?? ClientDataBuilder.NameOf(type), value, contract, buffer, json);
            }
        }

        return builder.Build();
    }

    private void Add(ClientDataBuilder builder, string name, object value, JsonTypeInfo contract, BoundedBuffer buffer, Utf8JsonWriter json)
    {
        if (name.Length >= builder.BytesLeft)
        {
            builder.IsTruncated = true;
            return;
        }

        buffer.Reset(builder.BytesLeft - name.Length);
        json.Reset();
        try
        {
            JsonSerializer.Serialize(json, value, contract);
            json.Flush();
            if (!builder.TryAdd(JsonEncodedText.Encode(name, _encoder).EncodedUtf8Bytes, buffer.WrittenSpan))
            {
                OnFailed(contract.Type, null);
            }
        }
        catch (BufferLimitException)
        {
            builder.IsTruncated = true;
        }
        catch (Exception error)
        {
            // A getter or a converter of the application's, a cycle, a list that changes meanwhile, a name that is no text.
            OnFailed(contract.Type, error);
        }
    }

    private JsonTypeInfo? ContractOf(Type type) => _contracts.GetOrAdd(type, static (type, writer) => writer.FindContract(type), this);

    private JsonTypeInfo? FindContract(Type type)
    {
        try
        {
            if (_options.TryGetTypeInfo(type, out var contract))
            {
                return contract;
            }

            Log.NotTold(_logger, type, null);
        }
        catch (Exception error) when (error is NotSupportedException or InvalidOperationException)
        {
            Log.NotTold(_logger, type, error);
        }

        return null;
    }

    private void OnFailed(Type type, Exception? error)
    {
        if (_failed.TryAdd(type, true))
        {
            Log.NotWritten(_logger, type, error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4014, LogLevel.Debug, "What clients keep as {Type} is not told to who fetches them: it has no JSON contract, or is alive rather than data. Said once for each type.")]
        public static partial void NotTold(ILogger logger, Type type, Exception? error);

        [LoggerMessage(4015, LogLevel.Debug, "A value that a client keeps as {Type} could not be written as JSON, and is not told to who fetches the client. Said once for each type.")]
        public static partial void NotWritten(ILogger logger, Type type, Exception? error);
    }
}
