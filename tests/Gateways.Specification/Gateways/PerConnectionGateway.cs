namespace Gateways.Specification.Gateways;

/// <summary>One instance for each client.</summary>
[WebSocketGateway("/per-connection", Lifetime = GatewayLifetime.PerConnection)]
public sealed partial class PerConnectionGateway(Probe probe, ScopedThing thing) : IOnGatewayConnection, IOnGatewayDisconnect, IDisposable
{
    private int _calls;

    public ValueTask HandleConnectionAsync(IGatewayClient client, CancellationToken cancellationToken)
    {
        probe.Note($"connect {thing.IsDisposed}");
        return probe.OnConnectedAsync(client, cancellationToken);
    }

    public ValueTask HandleDisconnectAsync(IGatewayClient client, DisconnectContext context)
    {
        probe.Note($"disconnect {thing.IsDisposed} after {_calls}");
        return probe.OnDisconnectedAsync(client, context);
    }

    [SubscribeMessage("count")]
    public int Count() => ++_calls;

    [SubscribeMessage("thing")]
    public int Thing() => thing.Number;

    [SubscribeMessage("sameThing")]
    public bool SameThing([FromServices] ScopedThing other) => ReferenceEquals(thing, other);

    public void Dispose() => probe.Note("gateway ends");
}
