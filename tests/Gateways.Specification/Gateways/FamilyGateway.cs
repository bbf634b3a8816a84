namespace Gateways.Specification.Gateways;

/// <summary>One namespace for each value of its path's parameter.</summary>
[WebSocketGateway("/family/{name}")]
public sealed partial class FamilyGateway(Probe probe) : IOnGatewayConnection
{
    public ValueTask HandleConnectionAsync(IGatewayClient client, CancellationToken cancellationToken) => probe.OnConnectedAsync(client, cancellationToken);

    [SubscribeMessage("echo")]
    public System.Text.Json.JsonElement Echo([MessageBody] System.Text.Json.JsonElement body) => body;
}
