using System.Text.Json.Nodes;
using Gateways.Specification.Gateways.Stages;

namespace Gateways.Specification.Gateways;

/// <summary>What it emits passes two interceptors.</summary>
[WebSocketGateway("/outgoing")]
[UseOutgoingInterceptors<NoteOutgoingInterceptor<Place.First>>]
[UseOutgoingInterceptors<NoteOutgoingInterceptor<Place.Second>>]
public sealed partial class OutgoingGateway(Probe probe) : IOnGatewayConnection
{
    public ValueTask HandleConnectionAsync(IGatewayClient client, CancellationToken cancellationToken) => probe.OnConnectedAsync(client, cancellationToken);

    [SubscribeMessage("run")]
    public Task<JsonNode?> Run([MessageBody] JsonNode? body, IGatewayClient client, CancellationToken cancellationToken) =>
        probe.Handler(new Call(client, body, cancellationToken));

    [SubscribeMessage("echo")]
    public int Echo([MessageBody] int number) => number;
}
