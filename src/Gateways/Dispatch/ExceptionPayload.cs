using System.Text.Json;
using Gateways.Infrastructure;
using Gateways.Pipeline;
using Gateways.Protocol;
using Microsoft.Extensions.Logging;

namespace Gateways.Dispatch;

/// <summary>What a client hears of an exception: the payload of the event <c>exception</c> and of a failed ack.</summary>
internal static partial class ExceptionPayload
{
    public const string UnknownEventText = "Unknown event";
    private const string InternalErrorText = "Internal server error";

    public static ReadOnlySpan<byte> UnknownEvent => """{"status":"error","message":"Unknown event"}"""u8;

    /// <summary>Writes the payload.</summary>
    /// <returns>The same as text.</returns>
    public static string Write(
        ScratchWriter output, Exception error, GatewayJson json, bool includeCause, string eventName, ReadOnlySpan<byte> body, ILogger logger)
    {
        if (error is WsException { Error: not string } own)
        {
            if (TryWriteOwn(output, own.Error, json, logger))
            {
                return own.Message;
            }

            error = new InvalidOperationException();
        }

        var text = error is WsException { Error: string said } ? said : InternalErrorText;
        var writer = output.StartJson();
        writer.WriteStartObject();
        writer.WriteString("status"u8, "error"u8);
        writer.WriteString("message"u8, text);
        if (error is WsValidationException { Errors: var errors })
        {
            WriteErrors(writer, errors);
        }
        else if (error is GuardDeniedException { Details: { } details } && SerializeOwn(details, json, logger) is { Length: > 0 } data)
        {
            writer.WritePropertyName("data"u8);
            writer.WriteRawValue(data, skipInputValidation: true);
        }

        if (includeCause)
        {
            WriteCause(writer, eventName, body);
        }

        writer.WriteEndObject();
        writer.Flush();
        return text;
    }

    /// <summary>The application's own payload of an error; empty, and logged, where it cannot be serialised.</summary>
    public static byte[] SerializeOwn(object payload, GatewayJson json, ILogger logger)
    {
        try
        {
            // Into a buffer of its own: a value that fails half-way must not leave its first half in the answer.
            using var scratch = ScratchWriter.Rent();
            scratch.WriteJson(payload, json.GetTypeInfo(payload.GetType()));
            return scratch.WrittenSpan.ToArray();
        }
        catch (Exception error)
        {
            // Any: a getter of the application may throw what it likes.
            Log.PayloadFailed(logger, payload.GetType(), error);
            return [];
        }
    }

    private static bool TryWriteOwn(ScratchWriter output, object payload, GatewayJson json, ILogger logger)
    {
        var own = SerializeOwn(payload, json, logger);
        output.WriteBytes(own);
        return own.Length > 0;
    }

    private static void WriteErrors(Utf8JsonWriter writer, IReadOnlyList<ValidationError> errors)
    {
        writer.WriteStartArray("errors"u8);
        foreach (var error in errors)
        {
            writer.WriteStartObject();
            writer.WriteString("property"u8, error.Property);
            writer.WriteString("code"u8, error.Code);
            writer.WriteString("message"u8, error.Message);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteCause(Utf8JsonWriter writer, string eventName, ReadOnlySpan<byte> body)
    {
        writer.WriteStartObject("cause"u8);
        writer.WriteString("pattern"u8, eventName);
        if (!body.IsEmpty)
        {
            writer.WritePropertyName("data"u8);
            writer.WriteRawValue(body, skipInputValidation: true);
        }

        writer.WriteEndObject();
    }

    private static partial class Log
    {
        [LoggerMessage(4010, LogLevel.Error, "The payload of an error, a {Type}, could not be serialised; the client does not hear it.")]
        public static partial void PayloadFailed(ILogger logger, Type type, Exception error);
    }
}
