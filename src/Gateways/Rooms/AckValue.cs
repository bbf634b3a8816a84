using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Gateways.Adapters;
using Gateways.Infrastructure;

namespace Gateways.Rooms;

/// <summary>Reads what a client answered. A client may answer anything: nothing here throws for it.</summary>
internal static class AckValue
{
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
}
