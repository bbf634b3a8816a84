using System.Text.Json;

namespace Gateways.Specification.Gateways;

/// <summary>It has a handler for whatever comes.</summary>
[WebSocketGateway("/catch-all")]
public sealed partial class CatchAllGateway(Probe probe) : IOnGatewayConnection
{
    public ValueTask HandleConnectionAsync(IGatewayClient client, CancellationToken cancellationToken) => probe.OnConnectedAsync(client, cancellationToken);

    [SubscribeMessage("known")]
    public string Known() => "known";

    [CatchAll]
    public async Task<string> Any([MessageName] string name, [MessageBody] JsonElement? body)
    {
        await Task.Yield();
        return $"{name} {body?.GetRawText()}";
    }
}
