using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Gateways.Adapters;
using Gateways.Infrastructure;

namespace Gateways.Rooms;

/// <summary>Reads what a client answered. A client may answer anything: nothing here throws for it.</summary>
internal static class AckValue
{
    private const int MaxErrorBytes = 512;

    /// <summary>As arguments an answer is all its values, else it is the first.</summary>
    public static bool TryRead<T>(GatewayJson json, in AckResult result, [MaybeNull] out T value)
    {
        if (typeof(T) != typeof(MessageArguments))
        {
            return TryRead(json, result.Body.Span, out value);
        }

        value = (T)(object)(result.Arguments ?? (result.Body.IsEmpty ? MessageArguments.None : new MessageArguments((byte[])[(byte)'[', .. result.Body.Span, (byte)']'])));
        return true;
    }

    /// <summary>An empty answer is the type's default; one that does not fit is no answer.</summary>
    public static bool TryRead<T>(GatewayJson json, ReadOnlySpan<byte> body, [MaybeNull] out T value)
    {
        value = default;
        if (body.IsEmpty)
        {
            return true;
        }

        try
        {
            value = JsonSerializer.Deserialize(body, json.GetTypeInfo<T>());
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>What went wrong, as short text.</summary>
    public static string ErrorText(in AckResult result)
    {
        if (result.Outcome == AckOutcome.Answered)
        {
            return "The answer does not have the expected type.";
        }

        var body = result.Body.Span;
        return body.IsEmpty ? "error" : TryReadText(body) ?? Encoding.UTF8.GetString(body[..Math.Min(body.Length, MaxErrorBytes)]);
    }

    private static string? TryReadText(ReadOnlySpan<byte> body)
    {
        if (body[0] != (byte)'"' || body.Length > MaxErrorBytes)
        {
            return null;
        }

        try
        {
            var reader = new Utf8JsonReader(body);
            reader.Read();
            return reader.GetString();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
