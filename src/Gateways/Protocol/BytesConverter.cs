using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateways.Protocol;

/// <summary>Bytes as base64, with an account of where they stand.</summary>
internal sealed class BytesConverter : JsonConverter<byte[]>
{
    public override byte[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetBytesFromBase64();

    public override void Write(Utf8JsonWriter writer, byte[] value, JsonSerializerOptions options) => Write(writer, value);

    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> value)
    {
        writer.WriteBase64StringValue(value);
        ScratchWriter.OnBinary(writer, System.Buffers.Text.Base64.GetMaxEncodedToUtf8Length(value.Length) + 2);
    }
}
