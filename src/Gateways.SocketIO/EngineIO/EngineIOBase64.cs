using System.Buffers;
using System.Buffers.Text;

namespace Gateways.SocketIO.EngineIO;

/// <summary>Binary messages in text: base64, read as leniently as Node reads it, for clients have come to rely on that.</summary>
internal static class EngineIOBase64
{
    /// <summary>Decodes; characters that are no base64 are skipped, both alphabets are taken, and the first padding ends it.</summary>
    public static byte[] Decode(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length + 3 & ~3)];
        if (Base64.DecodeFromUtf8(text, bytes, out var consumed, out var written) == OperationStatus.Done && consumed == text.Length)
        {
            return written == bytes.Length ? bytes : bytes[..written];
        }

        return DecodeLeniently(text, bytes);
    }

    private static byte[] DecodeLeniently(ReadOnlySpan<byte> text, byte[] bytes)
    {
        var (bits, count, length) = (0, 0, 0);
        foreach (var character in text)
        {
            if (character == (byte)'=')
            {
                break;
            }

            if (Value(character) is not (>= 0 and var value))
            {
                continue;
            }

            bits = (bits << 6) | value;
            count += 6;
            if (count >= 8)
            {
                count -= 8;
                bytes[length++] = (byte)(bits >> count);
            }
        }

        return bytes[..length];
    }

    private static int Value(byte character) => character switch
    {
        >= (byte)'A' and <= (byte)'Z' => character - 'A',
        >= (byte)'a' and <= (byte)'z' => character - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => character - '0' + 52,
        (byte)'+' or (byte)'-' => 62,
        (byte)'/' or (byte)'_' => 63,
        _ => -1,
    };
}
