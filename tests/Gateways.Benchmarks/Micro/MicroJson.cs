using System.Text.Json.Serialization;

namespace Gateways.Benchmarks.Micro;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Point))]
[JsonSerializable(typeof(ChatMessage))]
internal sealed partial class MicroJson : JsonSerializerContext;
