using System.Text.Json;
using Gateways.Protocol;

namespace Gateways.WebSockets.Protocol;

/// <summary>Reads a client's message: an event <c>{"event":TEXT,"data":VALUE,"id":ID}</c>, or an ack <c>{"id":ID,"data":VALUE}</c> or <c>{"id":ID,"error":VALUE}</c>.</summary>
internal static class WebSocketMessage
{
    /// <summary>How long an event name may be as it is written; what the engine takes is shorter.</summary>
    private const int MaxNameBytes = 1024;

    /// <summary>Of equal keys the last counts, keys that are not known are skipped: as JavaScript would.</summary>
    /// <param name="text">The message; what is decoded points into it.</param>
    /// <param name="message">The message.</param>
    /// <returns>False when it is none: it is then dropped, as NestJS does.</returns>
    public static bool TryDecode(ReadOnlyMemory<byte> text, out InboundMessage message)
    {
        message = default;
        try
        {
            return TryDecodeObject(text, out message);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // No JSON, or an escape that is half of a surrogate pair.
            return false;
        }
    }

    private static bool TryDecodeObject(ReadOnlyMemory<byte> text, out InboundMessage message)
    {
        message = default;
        var reader = new Utf8JsonReader(text.Span);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        var hasEvent = false;
        var name = default(ReadOnlySpan<byte>);
        var id = default(ReadOnlySpan<byte>);
        var data = default(Range);
        var error = default(Range);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("event"u8))
            {
                reader.Read();
                hasEvent = true;
                if (!TryReadName(ref reader, out name))
                {
                    return false;
                }
            }
            else if (reader.ValueTextEquals("data"u8))
            {
                data = ReadValue(ref reader);
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                if (!TryReadId(ref reader, text.Span, out id))
                {
                    return false;
                }
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                error = ReadValue(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        // What follows the object makes the text no JSON: the reader says so by throwing.
        reader.Read();
        if (hasEvent)
        {
            message = new InboundMessage { Kind = InboundMessageKind.Event, EventName = name, Body = text[data], AckId = id };
            return true;
        }

        if (id.IsEmpty)
        {
            return false;
        }

        var isError = !error.Equals(default(Range));
        message = new InboundMessage
        {
            Kind = isError ? InboundMessageKind.AckError : InboundMessageKind.Ack,
            Body = text[isError ? error : data],
            AckId = id.Trim((byte)'"'),
        };
        return true;
    }

    private static Range ReadValue(scoped ref Utf8JsonReader reader)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return start..(int)reader.BytesConsumed;
    }

    private static bool TryReadName(scoped ref Utf8JsonReader reader, out ReadOnlySpan<byte> name)
    {
        name = default;
        if (reader.TokenType != JsonTokenType.String || reader.ValueSpan.Length > MaxNameBytes)
        {
            return false;
        }

        name = reader.ValueIsEscaped ? JsonText.Decode(reader.ValueSpan) : reader.ValueSpan;
        return true;
    }

    private static bool TryReadId(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> text, out ReadOnlySpan<byte> id)
    {
        id = default;
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number)
        {
            // As it was written, quotes included: it goes back the same way.
            id = text[(int)reader.TokenStartIndex..(int)reader.BytesConsumed];
            return true;
        }

        return reader.TokenType == JsonTokenType.Null;
    }
}
