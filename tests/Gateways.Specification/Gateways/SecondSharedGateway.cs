using System.Text.Json.Nodes;

namespace Gateways.Specification.Gateways;

/// <summary>The second of two on one path.</summary>
[WebSocketGateway("/shared")]
public sealed partial class SecondSharedGateway(Probe probe) : IOnGatewayConnection, IOnGatewayDisconnect
{
    public ValueTask HandleConnectionAsync(IGatewayClient client, CancellationToken cancellationToken)
    {
        probe.Note("second connects");
        return default;
    }

    public ValueTask HandleDisconnectAsync(IGatewayClient client, DisconnectContext context)
    {
        probe.Note("second disconnects");
        return default;
    }

    [SubscribeMessage("both")]
    public async Task<string> Both()
    {
        await Task.Yield();
        probe.Note("second");
        return "of the second";
    }

    [SubscribeMessage("emptyFirst")]
    public string EmptyFirst()
    {
        probe.Note("second");
        return "of the second";
    }

    [SubscribeMessage("empty")]
    public void Empty() => probe.Note("second");

    [SubscribeMessage("failing")]
    public string Failing() => "of the second";

    [SubscribeMessage("onlySecond")]
    public string OnlySecond() => "of the second";

    [SubscribeMessage("streamed")]
    public Task<JsonNode?> Streamed(IGatewayClient client, CancellationToken cancellationToken) => probe.Handler(new Call(client, null, cancellationToken));
}
