using System.Text.Json;

namespace Gateways.SignalR.Protocol;

/// <summary>Reads the frames of a client that are a gateway's affair; SignalR hub protocol, sections "Invocation" and "Completion", JSON encoding.</summary>
internal static class HubFrame
{
    // What "type" says; hub protocol, "JSON Encoding".
    private const int Invocation = 1;
    private const int StreamItem = 2;
    private const int Completion = 3;
    private const int StreamInvocation = 4;
    private const int CancelInvocation = 5;

    // The protocol has no limits here.
    private const int MaxHeaders = 64;
    private const int MaxStreams = 64;

    /// <summary>What tells the answers to our own calls from the ends of the client's streams, whose ids the client makes up: SignalR's own servers do the same.</summary>
    public const byte OwnCallPrefix = (byte)'s';

    /// <summary>
    /// <code>
    /// {"type":1,"invocationId":ID?,"target":NAME,"arguments":[..],"streamIds":[..]?,"headers":{..}?}
    /// {"type":2,"invocationId":STREAM,"item":VALUE}
    /// {"type":3,"invocationId":ID | STREAM,"result":VALUE? | "error":TEXT?}
    /// {"type":4,"invocationId":ID,"target":NAME,"arguments":[..],"streamIds":[..]?}
    /// {"type":5,"invocationId":ID}
    /// </code>
    /// The members may come in any order.
    /// </summary>
    /// <returns>False when the frame is of another type: SignalR's own affair.</returns>
    /// <exception cref="JsonException">The frame is no JSON.</exception>
    /// <exception cref="InvalidDataException">The frame is no message.</exception>
    public static bool TryRead(HubCall call, bool wantsTrace)
    {
        var reader = new Utf8JsonReader(call.Frame.Span);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        var (type, hasTarget, hasArguments, hasItem) = (0, false, false, false);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                type = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number) ? number : throw Broken("type");
                if (type is not (Invocation or StreamItem or Completion or StreamInvocation or CancelInvocation))
                {
                    return false;
                }
            }
            else if (reader.ValueTextEquals("invocationId"u8))
            {
                call.InvocationIdText = ReadString(ref reader, "invocationId", optional: true);
            }
            else if (reader.ValueTextEquals("target"u8))
            {
                var quoted = ReadString(ref reader, "target", optional: false);
                call.Target = (quoted.Start.Value + 1)..(quoted.End.Value - 1);
                call.IsTargetEscaped = reader.ValueIsEscaped;
                hasTarget = call.Target.Start.Value < call.Target.End.Value;
            }
            else if (reader.ValueTextEquals("arguments"u8))
            {
                ReadArguments(ref reader, call);
                hasArguments = true;
            }
            else if (reader.ValueTextEquals("result"u8))
            {
                var result = ReadValue(ref reader);
                call.Body = call.IsError ? call.Body : result;
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                var text = ReadString(ref reader, "error", optional: true);
                call.IsError = text.Start.Value < text.End.Value;
                call.Body = call.IsError ? text : call.Body;
            }
            else if (reader.ValueTextEquals("item"u8))
            {
                call.Body = ReadValue(ref reader);
                hasItem = true;
            }
            else if (reader.ValueTextEquals("streamIds"u8))
            {
                call.StreamIds = ReadStreamIds(ref reader);
            }
            else if (wantsTrace && reader.ValueTextEquals("headers"u8))
            {
                ReadHeaders(ref reader, call);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        reader.Read();
        call.Kind = type switch
        {
            _ when type != Invocation && call.InvocationIdText.Start.Value >= call.InvocationIdText.End.Value => throw Broken("invocationId"),
            Completion => call.Frame.Span[call.InvocationIdText.Start.Value + 1] == OwnCallPrefix ? HubCallKind.Answer : HubCallKind.StreamEnd,
            StreamItem => hasItem ? HubCallKind.StreamItem : throw Broken("item"),
            CancelInvocation => HubCallKind.Cancel,
            _ when !hasTarget => throw Broken("target"),
            _ when !hasArguments => throw Broken("arguments"),
            _ => HubCallKind.Event,
        };
        call.WantsStream = type == StreamInvocation;
        return type != 0;
    }

    private static void ReadArguments(scoped ref Utf8JsonReader reader, HubCall call)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw Broken("arguments");
        }

        var (start, first, count) = ((int)reader.TokenStartIndex, default(Range), 0);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var from = (int)reader.TokenStartIndex;
            reader.Skip();
            if (count++ == 0)
            {
                first = from..(int)reader.BytesConsumed;
            }
        }

        call.ArgumentCount = count;
        call.Body = count switch
        {
            0 => default,
            1 => first,
            _ => start..(int)reader.BytesConsumed,
        };
    }

    private static void ReadHeaders(scoped ref Utf8JsonReader reader, HubCall call)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Broken("headers");
        }

        for (var i = 0; reader.Read() && reader.TokenType == JsonTokenType.PropertyName; i++)
        {
            if (i == MaxHeaders)
            {
                throw Broken("headers");
            }

            var isTrace = reader.ValueTextEquals("traceparent"u8);
            reader.Read();
            if (isTrace && reader.TokenType == JsonTokenType.String)
            {
                call.TraceParent = reader.GetString();
            }

            reader.Skip();
        }
    }

    private static Range ReadString(scoped ref Utf8JsonReader reader, string name, bool optional)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.String => (int)reader.TokenStartIndex..(int)reader.BytesConsumed,
            JsonTokenType.Null when optional => default,
            _ => throw Broken(name),
        };
    }

    private static Range ReadValue(scoped ref Utf8JsonReader reader)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return start..(int)reader.BytesConsumed;
    }

    private static string[]? ReadStreamIds(scoped ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw Broken("streamIds");
        }

        var ids = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            ids.Add(ids.Count < MaxStreams && reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw Broken("streamIds"));
        }

        return ids.Count > 0 ? [.. ids] : null;
    }

    private static InvalidDataException Broken(string member) => new($"The message's '{member}' is missing or of the wrong type.");
}
