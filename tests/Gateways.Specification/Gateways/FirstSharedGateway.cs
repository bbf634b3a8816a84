namespace Gateways.Specification.Gateways;

/// <summary>The first of two on one path.</summary>
[WebSocketGateway("/shared")]
public sealed partial class FirstSharedGateway(Probe probe) : IOnGatewayConnection, IOnGatewayDisconnect
{
    public ValueTask HandleConnectionAsync(IGatewayClient client, CancellationToken cancellationToken)
    {
        probe.Note("first connects");
        return probe.OnConnectedAsync(client, cancellationToken);
    }

    public ValueTask HandleDisconnectAsync(IGatewayClient client, DisconnectContext context)
    {
        probe.Note("first disconnects");
        return default;
    }

    [SubscribeMessage("both")]
    public string Both()
    {
        probe.Note("first");
        return "of the first";
    }

    [SubscribeMessage("emptyFirst")]
    public void EmptyFirst() => probe.Note("first");

    [SubscribeMessage("empty")]
    public void Empty() => probe.Note("first");

    [SubscribeMessage("failing")]
    public void Failing() => throw new WsException("of the first");

    [SubscribeMessage("onlyFirst")]
    public string OnlyFirst() => "of the first";

    [SubscribeMessage("streamed")]
    public async IAsyncEnumerable<int> Streamed()
    {
        yield return 1;
        await Task.Yield();
    }
}
