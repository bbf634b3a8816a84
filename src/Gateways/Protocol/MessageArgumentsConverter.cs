using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateways.Protocol;

/// <summary>
/// Arguments inside other values, where they are an array like any other. As a whole body, result or payload they do not come here: there they keep their bytes.
/// </summary>
internal sealed class MessageArgumentsConverter : JsonConverter<MessageArguments>
{
    public override MessageArguments Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException();
        }

        using var scratch = ScratchWriter.Rent();
        var json = scratch.StartJson();
        JsonElement.ParseValue(ref reader).WriteTo(json);
        json.Flush();
        return new MessageArguments(scratch.WrittenSpan);
    }

    public override void Write(Utf8JsonWriter writer, MessageArguments value, JsonSerializerOptions options) => writer.WriteRawValue(value.Json.Span, skipInputValidation: true);
}
