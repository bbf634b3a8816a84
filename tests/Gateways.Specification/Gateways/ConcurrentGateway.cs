using System.Text.Json.Nodes;

namespace Gateways.Specification.Gateways;

/// <summary>Two messages of a client at once.</summary>
[WebSocketGateway("/concurrent", MaxConcurrency = 2)]
public sealed partial class ConcurrentGateway(Probe probe) : IOnGatewayConnection
{
    public ValueTask HandleConnectionAsync(IGatewayClient client, CancellationToken cancellationToken) => probe.OnConnectedAsync(client, cancellationToken);

    [SubscribeMessage("run")]
    public Task<JsonNode?> Run([MessageBody] JsonNode? body, IGatewayClient client, CancellationToken cancellationToken) =>
        probe.Handler(new Call(client, body, cancellationToken));
}
