namespace Gateways.Hosting;

/// <summary>Marks an endpoint that shares its URL with endpoints of other transports.</summary>
internal sealed record GatewayTransportMetadata(GatewayTransports Transport);
