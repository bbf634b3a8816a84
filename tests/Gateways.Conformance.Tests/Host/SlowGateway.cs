namespace Gateways.Conformance.Host;

/// <summary>Takes its time to let somebody in.</summary>
[WebSocketGateway("/slow", Transports = GatewayTransports.SocketIO)]
[UseConnectionGuards<SlowGuard>]
public sealed partial class SlowGateway;
