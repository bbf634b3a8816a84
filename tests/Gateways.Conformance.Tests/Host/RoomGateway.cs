namespace Gateways.Conformance.Host;

/// <summary>A family of namespaces.</summary>
[WebSocketGateway("/rooms/{number:int}", Transports = GatewayTransports.SocketIO)]
public sealed partial class RoomGateway : IOnGatewayConnection
{
    public ValueTask HandleConnectionAsync(IGatewayClient client, CancellationToken cancellationToken) => client.EmitAsync("room", client.RouteValues["number"], cancellationToken);
}
