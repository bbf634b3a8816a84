using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateways.Specification.Gateways;

/// <summary>The gateway most of the specification talks to: its hooks and its handler do what the test says.</summary>
[WebSocketGateway("/spec")]
public sealed partial class SpecificationGateway(Probe probe) : IOnGatewayInit, IOnGatewayConnection, IOnGatewayDisconnect
{
    public ValueTask AfterInitAsync(IGatewayServer server, CancellationToken cancellationToken)
    {
        probe.Note($"init {server.Namespace}");
        return default;
    }

    public ValueTask HandleConnectionAsync(IGatewayClient client, CancellationToken cancellationToken) => probe.OnConnectedAsync(client, cancellationToken);

    public ValueTask HandleDisconnectAsync(IGatewayClient client, DisconnectContext context) => probe.OnDisconnectedAsync(client, context);

    [SubscribeMessage("run")]
    public Task<JsonNode?> Run([MessageBody] JsonNode? body, IGatewayClient client, CancellationToken cancellationToken) =>
        probe.Handler(new Call(client, body, cancellationToken));

    [SubscribeMessage("RUN")]
    public string RunInCapitals() => "another event";

    [SubscribeMessage("echo")]
    public JsonElement Echo([MessageBody] JsonElement body) => body;

    [SubscribeMessage("echoed")]
    public WsResponse<JsonElement> Echoed([MessageBody] JsonElement body) => new("echoed", body);

    [SubscribeMessage("note")]
    public void Note([MessageBody] string text) => probe.Note(text);

    [SubscribeMessage("three")]
    public JsonElement Echo([MessageBody] JsonElement first, [MessageBody] JsonElement second, [MessageBody] JsonElement third) => second;

    [SubscribeMessage("aside", MaxConcurrency = 3)]
    public Task<JsonNode?> Aside([MessageBody] JsonNode? body, IGatewayClient client, CancellationToken cancellationToken) =>
        probe.Handler(new Call(client, body, cancellationToken));
}
