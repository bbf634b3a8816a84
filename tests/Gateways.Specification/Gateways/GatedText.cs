using System.Text.Json.Serialization;

namespace Gateways.Specification.Gateways;

/// <summary>The name of a <see cref="ReadGate"/>; reading it waits until the gate is open.</summary>
[JsonConverter(typeof(GatedTextConverter))]
public sealed record GatedText(string Name);
