using System.Text;
using System.Text.Json;

namespace Gateways.Protocol;

/// <summary>Text as a JSON string, and back.</summary>
public static class JsonText
{
    /// <summary>A text as a JSON string with its quotes, in UTF-8. Half of a surrogate pair becomes the replacement character.</summary>
    public static byte[] Encode(string text)
    {
        using var scratch = ScratchWriter.Rent();
        var json = scratch.StartJson();
        json.WriteStringValue(text);
        json.Flush();
        return scratch.WrittenSpan.ToArray();
    }

    /// <summary>The text between a JSON string's quotes with its escapes resolved, in UTF-8.</summary>
    /// <exception cref="InvalidOperationException">An escape is half of a surrogate pair.</exception>
    public static byte[] Decode(ReadOnlySpan<byte> escaped)
    {
        byte[] quoted = [(byte)'"', .. escaped, (byte)'"'];
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        return Encoding.UTF8.GetBytes(reader.GetString()!);
    }
}
