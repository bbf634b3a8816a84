using System.Text.Json.Serialization;

namespace Gateways.Benchmarks.Server;

/// <summary>Source-generated metadata for the payloads, as the hand-written hub has it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ChatMessage))]
[JsonSerializable(typeof(JoinRoom))]
[JsonSerializable(typeof(SavedMessage))]
[JsonSerializable(typeof(bool))]
public sealed partial class BenchJson : JsonSerializerContext;
