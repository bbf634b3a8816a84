using System.Numerics;
using System.Runtime.InteropServices;

namespace Gateways.Framing;

/// <summary>Takes the mask off a client's payload; RFC 6455, section 5.3.</summary>
internal static class WebSocketMask
{
    /// <summary>Applies the mask in place; applying it twice changes nothing.</summary>
    /// <param name="payload">The whole payload of one frame.</param>
    /// <param name="mask">The key's four bytes, the first in the lowest bits.</param>
    public static void Apply(Span<byte> payload, uint mask)
    {
        if (mask == 0)
        {
            return;
        }

        if (payload.Length >= Vector<byte>.Count)
        {
            var vectors = MemoryMarshal.Cast<byte, Vector<byte>>(payload);
            var wide = Vector.AsVectorByte(new Vector<uint>(mask));
            for (var i = 0; i < vectors.Length; i++)
            {
                vectors[i] ^= wide;
            }

            payload = payload[(vectors.Length * Vector<byte>.Count)..];
        }

        // A vector holds a whole number of masks, so the rest begins with the mask's first byte again.
        for (var i = 0; i < payload.Length; i++)
        {
            payload[i] ^= (byte)(mask >> ((i & 3) * 8));
        }
    }
}
