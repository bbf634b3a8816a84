using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gateways.SignalR.Protocol;

/// <summary>Text as a JSON string.</summary>
internal static class JsonText
{
    public static byte[] Encode(string text) =>
        Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"");

    /// <summary>The text between a JSON string's quotes, with its escapes resolved.</summary>
    public static byte[] Decode(ReadOnlySpan<byte> escaped)
    {
        byte[] quoted = [(byte)'"', .. escaped, (byte)'"'];
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        return Encoding.UTF8.GetBytes(reader.GetString()!);
    }
}
