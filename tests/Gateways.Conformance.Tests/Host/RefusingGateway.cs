namespace Gateways.Conformance.Host;

/// <summary>Lets nobody in, and says why at length.</summary>
[WebSocketGateway("/refusing", Transports = GatewayTransports.SocketIO)]
[UseConnectionGuards<RefusingGuard>]
public sealed partial class RefusingGateway;
