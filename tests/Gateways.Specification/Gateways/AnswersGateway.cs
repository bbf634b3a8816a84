using System.Text.Json;
using Gateways.Specification.Gateways.Stages;

namespace Gateways.Specification.Gateways;

/// <summary>Handlers and stages that answer by hand.</summary>
[WebSocketGateway("/answers")]
public sealed partial class AnswersGateway(Probe probe) : IOnGatewayConnection, IOnGatewayDisconnect
{
    public ValueTask HandleConnectionAsync(IGatewayClient client, CancellationToken cancellationToken) => probe.OnConnectedAsync(client, cancellationToken);

    public ValueTask HandleDisconnectAsync(IGatewayClient client, DisconnectContext context) => probe.OnDisconnectedAsync(client, context);

    [SubscribeMessage("later")]
    public void Later([Ack] IAck ack) => probe.Acks.TryWrite(ack);

    [SubscribeMessage("twice")]
    public void Twice([MessageBody] JsonElement body, [Ack] IAck ack) => probe.Note($"{ack.Send(body)} {ack.Send("again")} {ack.Fail(new WsException("no"))}");

    [SubscribeMessage("takeAndThrow")]
    public async Task TakeAndThrow([Ack] IAck ack)
    {
        await Task.Yield();
        throw new WsException($"requested {ack.IsRequested}");
    }

    [SubscribeMessage("staged")]
    [UseGuards<NoteGuard<Place.First>>]
    [UseInterceptors<NoteInterceptor<Place.First>>]
    public string Staged() => "the handler";

    [SubscribeMessage("echo")]
    public JsonElement Echo([MessageBody] JsonElement body) => body;
}
