using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateways.Specification.Gateways;

/// <summary>Waits, in the middle of a body.</summary>
public sealed class GatedTextConverter : JsonConverter<GatedText>
{
    public override GatedText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var name = reader.GetString()!;
        ReadGate.Pass(name);
        return new GatedText(name);
    }

    public override void Write(Utf8JsonWriter writer, GatedText value, JsonSerializerOptions options) => writer.WriteStringValue(value.Name);
}
