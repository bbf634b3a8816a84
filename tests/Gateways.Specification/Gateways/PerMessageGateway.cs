namespace Gateways.Specification.Gateways;

/// <summary>One instance for each message and hook.</summary>
[WebSocketGateway("/per-message", Lifetime = GatewayLifetime.PerMessage)]
public sealed partial class PerMessageGateway(Probe probe, ScopedThing thing) : IOnGatewayConnection, IDisposable
{
    private int _calls;

    public ValueTask HandleConnectionAsync(IGatewayClient client, CancellationToken cancellationToken) => probe.OnConnectedAsync(client, cancellationToken);

    [SubscribeMessage("count")]
    public int Count() => ++_calls;

    [SubscribeMessage("thing")]
    public async Task<int> Thing()
    {
        await Task.Yield();
        return thing.Number;
    }

    public void Dispose() => probe.Note("gateway ends");
}
