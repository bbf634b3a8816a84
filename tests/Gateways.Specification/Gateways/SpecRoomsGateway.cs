namespace Gateways.Specification.Gateways;

/// <summary>A namespace for each number.</summary>
[WebSocketGateway("/spec-rooms/{n:int}")]
public sealed partial class SpecRoomsGateway(Probe probe) : IOnGatewayConnection, IOnGatewayDisconnect
{
    public ValueTask HandleConnectionAsync(IGatewayClient client, CancellationToken cancellationToken) => probe.OnConnectedAsync(client, cancellationToken);

    public ValueTask HandleDisconnectAsync(IGatewayClient client, DisconnectContext context) => probe.OnDisconnectedAsync(client, context);

    [SubscribeMessage("number")]
    public string Number([WsParam("n")] int n, IGatewayClient client) => $"{n} in {client.Namespace}";

    [SubscribeMessage("join")]
    public ValueTask Join([MessageBody] string room, IGatewayClient client) => client.JoinAsync(room);

    [SubscribeMessage("say")]
    public ValueTask Say([MessageBody] string room, IGatewayClient client) => client.To(room).EmitAsync("heard", client.Namespace);

    [SubscribeMessage("echo")]
    public int Echo([MessageBody] int number) => number;
}
