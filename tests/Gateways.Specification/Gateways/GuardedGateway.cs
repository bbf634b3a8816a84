using Gateways.Specification.Gateways.Stages;

namespace Gateways.Specification.Gateways;

/// <summary>It asks before it lets anybody in.</summary>
[WebSocketGateway("/guarded")]
[UseConnectionGuards<NoteConnectionGuard>]
[Mark("guarded")]
public sealed partial class GuardedGateway(Probe probe) : IOnGatewayConnection, IOnGatewayDisconnect
{
    public ValueTask HandleConnectionAsync(IGatewayClient client, CancellationToken cancellationToken) => probe.OnConnectedAsync(client, cancellationToken);

    public ValueTask HandleDisconnectAsync(IGatewayClient client, DisconnectContext context) => probe.OnDisconnectedAsync(client, context);

    [SubscribeMessage("echo")]
    public int Echo([MessageBody] int number) => number;
}
