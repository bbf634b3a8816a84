using Gateways.Specification.Gateways.Stages;

namespace Gateways.Specification.Gateways;

/// <summary>Its guard is asked once for each client.</summary>
[WebSocketGateway("/remembering")]
[UseGuards<NoteGuard<Place.Class>>(OncePerClient = true)]
public sealed partial class RememberingGateway(Probe probe) : IOnGatewayConnection
{
    public ValueTask HandleConnectionAsync(IGatewayClient client, CancellationToken cancellationToken) => probe.OnConnectedAsync(client, cancellationToken);

    [SubscribeMessage("run")]
    public string Run() => "ran";
}
