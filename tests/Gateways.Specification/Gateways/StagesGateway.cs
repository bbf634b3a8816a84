using Gateways.Specification.Gateways.Stages;

namespace Gateways.Specification.Gateways;

/// <summary>Stages with lifetimes, and filters that choose.</summary>
[WebSocketGateway("/stages")]
public sealed partial class StagesGateway(Probe probe) : IOnGatewayConnection
{
    public ValueTask HandleConnectionAsync(IGatewayClient client, CancellationToken cancellationToken) => probe.OnConnectedAsync(client, cancellationToken);

    [SubscribeMessage("numbered")]
    [UseGuards<NumberedGuard>]
    public async Task<string> Numbered()
    {
        await Task.Yield();
        return "ran";
    }

    [SubscribeMessage("scoped")]
    [UseGuards<ScopedGuard>]
    public async Task<int> Scoped([FromServices] ScopedThing thing)
    {
        await Task.Yield();
        return thing.Number;
    }

    [SubscribeMessage("picky")]
    [UseFilters<WsFilter>]
    [UseFilters<PickyFilter>]
    public void Picky([MessageBody] string what) => throw what switch
    {
        "application" => new ApplicationException("secret"),
        "timeout" => new TimeoutException("secret"),
        "ws" => new WsException("nope"),
        _ => new FormatException("secret"),
    };
}
