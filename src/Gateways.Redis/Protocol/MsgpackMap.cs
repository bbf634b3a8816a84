using Gateways.Msgpack;

namespace Gateways.Redis.Protocol;

/// <summary>Reads a map key by key: the key says what its value is.</summary>
internal static class MsgpackMap
{
    /// <summary>Reads the value of a key, or skips it where the key is not known; false when it is malformed.</summary>
    public delegate bool ValueReader<TResult>(scoped ReadOnlySpan<byte> key, ref MsgpackReader input, ref TResult result);

    public static bool TryRead<TResult>(ref MsgpackReader input, ref TResult result, ValueReader<TResult> readValue)
    {
        if (!input.TryReadMap(out var keys))
        {
            return false;
        }

        for (var i = 0; i < keys; i++)
        {
            if (!input.TryReadText(out var key) || !readValue(key, ref input, ref result))
            {
                return false;
            }
        }

        return true;
    }
}
