namespace Gateways.Specification.Gateways;

/// <summary>A namespace for whatever comes, with handlers that want it to be something.</summary>
[WebSocketGateway("/keys/{key}/of")]
public sealed partial class KeysGateway(Probe probe) : IOnGatewayConnection
{
    public ValueTask HandleConnectionAsync(IGatewayClient client, CancellationToken cancellationToken) => probe.OnConnectedAsync(client, cancellationToken);

    [SubscribeMessage("key")]
    public Guid Key([WsParam("key")] Guid key) => key;

    [SubscribeMessage("text")]
    public string Text([WsParam("key")] string key) => key;
}
