using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateways.Protocol;

/// <summary>Bytes as base64, with an account of where they stand. A null is empty, as in the framework.</summary>
internal sealed class MemoryConverter : JsonConverter<Memory<byte>>
{
    public override bool HandleNull => true;

    public override Memory<byte> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? default(Memory<byte>) : reader.GetBytesFromBase64();

    public override void Write(Utf8JsonWriter writer, Memory<byte> value, JsonSerializerOptions options) => BytesConverter.Write(writer, value.Span);
}
