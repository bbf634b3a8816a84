namespace Gateways.Specification.Gateways;

/// <summary>One run of the disconnect hook.</summary>
public sealed record Departure(IGatewayClient Client, DisconnectContext Context);
