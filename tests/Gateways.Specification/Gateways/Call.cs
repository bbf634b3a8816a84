using System.Text.Json.Nodes;

namespace Gateways.Specification.Gateways;

/// <summary>One message in a handler.</summary>
public sealed record Call(IGatewayClient Client, JsonNode? Body, CancellationToken CancellationToken);
