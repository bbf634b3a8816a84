namespace Gateways.Specification.Gateways;

/// <summary>Takes five messages an hour of each client, and two of <c>tight</c>.</summary>
[WebSocketGateway("/limited")]
[RateLimit(5, 3600)]
public sealed partial class LimitedGateway(Probe probe) : IOnGatewayConnection
{
    public ValueTask HandleConnectionAsync(IGatewayClient client, CancellationToken cancellationToken) => probe.OnConnectedAsync(client, cancellationToken);

    [SubscribeMessage("free")]
    public int Free([MessageBody] int number) => number;

    [SubscribeMessage("tight")]
    [RateLimit(2, 3600, Scope = RateLimitScope.Everyone)]
    public int Tight([MessageBody] int number) => number;
}
