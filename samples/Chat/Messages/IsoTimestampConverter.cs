using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chat;

/// <summary>Writes a time as JavaScript's <c>toISOString()</c> does: UTC, three decimals, <c>Z</c>.</summary>
public sealed class IsoTimestampConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
        => writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
}
