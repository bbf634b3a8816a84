namespace Gateways.Benchmarks.Server;

/// <summary>For plain WebSocket clients, whose messages carry no id: answers are events, as in NestJS.</summary>
[WebSocketGateway("/ws", Transports = GatewayTransports.WebSocket)]
public sealed partial class WsBenchGateway(IGatewayServer<WsBenchGateway> server)
{
    /// <summary>The message again, as event <c>echo</c>.</summary>
    [SubscribeMessage("echo")]
    public WsResponse<ChatMessage> Echo([MessageBody] ChatMessage message) => new("echo", message);

    /// <summary>Joins, and says so with event <c>join</c>.</summary>
    [SubscribeMessage("join")]
    public async Task<WsResponse<bool>> Join([MessageBody] JoinRoom body, [ConnectedSocket] IGatewayClient client)
    {
        await client.JoinAsync(body.RoomId);
        return new("join", true);
    }

    /// <summary>Event <c>message</c> to everyone in the room; no answer.</summary>
    [SubscribeMessage("broadcast")]
    public ValueTask Broadcast([MessageBody] ChatMessage message) => server.To(message.RoomId).EmitAsync("message", message);
}
