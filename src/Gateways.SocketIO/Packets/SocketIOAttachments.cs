using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using Gateways.Infrastructure;
using Gateways.Protocol;

namespace Gateways.SocketIO.Packets;

/// <summary>
/// Puts attachments into the JSON of a packet: <code>{"_placeholder":true,"num":N}</code> becomes the N-th of them as a string of base64, which every .NET type for
/// bytes reads. The same one may be used twice, and one may be left over.
/// </summary>
internal static class SocketIOAttachments
{
    /// <param name="json">JSON that was found valid.</param>
    /// <param name="attachments">The attachments.</param>
    /// <param name="limits">How large the result may be: a short text may name a large attachment many times.</param>
    /// <param name="text">The JSON with its attachments.</param>
    /// <param name="places">Where they stand.</param>
    /// <returns>False when a placeholder names none of them, or the result is too large.</returns>
    public static bool TryInline(
        ReadOnlySpan<byte> json, IReadOnlyList<byte[]> attachments, SocketIOPacketLimits limits, out ReadOnlyMemory<byte> text, out BinaryPlace[] places)
    {
        var output = new ArrayBufferWriter<byte>(json.Length + attachments.Sum(static bytes => Base64.GetMaxEncodedToUtf8Length(bytes.Length)));
        var found = new List<BinaryPlace>();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        var copied = 0;
        (text, places) = (default, []);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.StartObject || !IsPlaceholder(reader, out var number))
            {
                continue;
            }

            if (number < 0 || number >= attachments.Count)
            {
                return false;
            }

            output.Write(json[copied..(int)reader.TokenStartIndex]);
            found.Add(Write(output, attachments[number]));
            if (output.WrittenCount > limits.MaxBufferedBytes * 2L)
            {
                return false;
            }

            reader.Skip();
            copied = (int)reader.BytesConsumed;
        }

        output.Write(json[copied..]);
        (text, places) = (output.WrittenMemory, [.. found]);
        return true;
    }

    private static BinaryPlace Write(ArrayBufferWriter<byte> output, byte[] bytes)
    {
        var start = output.WrittenCount;
        var span = output.GetSpan(Base64.GetMaxEncodedToUtf8Length(bytes.Length) + 2);
        span[0] = (byte)'"';
        Base64.EncodeToUtf8(bytes, span[1..], out _, out var written);
        span[written + 1] = (byte)'"';
        output.Advance(written + 2);
        return new BinaryPlace(start, written + 2);
    }

    /// <summary>Looks at the keys of the object the reader stands at; of equal keys the last counts.</summary>
    /// <param name="reader">A copy: the caller's own stays where it is.</param>
    /// <param name="number">The attachment it names; -1 when it names none.</param>
    private static bool IsPlaceholder(Utf8JsonReader reader, out int number)
    {
        var isPlaceholder = false;
        number = -1;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (JsonText.IsText(ref reader, "_placeholder"u8))
            {
                reader.Read();
                isPlaceholder = reader.TokenType == JsonTokenType.True;
            }
            else if (JsonText.IsText(ref reader, "num"u8))
            {
                reader.Read();
                number = ReadNumber(ref reader);
            }
            else
            {
                reader.Read();
            }

            reader.Skip();
        }

        return isPlaceholder;
    }

    /// <summary>Digits and nothing else: a fraction is no index.</summary>
    private static int ReadNumber(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.ValueSpan.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 && reader.TryGetInt32(out var number) ? number : -1;
}
