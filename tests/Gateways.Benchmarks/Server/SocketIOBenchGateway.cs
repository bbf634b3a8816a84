namespace Gateways.Benchmarks.Server;

/// <summary>For Socket.IO clients, in the default namespace as in the servers it is compared with: answers are acks.</summary>
[WebSocketGateway("/", Transports = GatewayTransports.SocketIO)]
public sealed partial class SocketIOBenchGateway(IGatewayServer<SocketIOBenchGateway> server)
{
    /// <summary>The message again.</summary>
    [SubscribeMessage("echo")]
    public ChatMessage Echo([MessageBody] ChatMessage message) => message;

    /// <summary>Joins, and says so.</summary>
    [SubscribeMessage("join")]
    public async Task<bool> Join([MessageBody] JoinRoom body, [ConnectedSocket] IGatewayClient client)
    {
        await client.JoinAsync(body.RoomId);
        return true;
    }

    /// <summary>Event <c>message</c> to everyone in the room; no answer.</summary>
    [SubscribeMessage("broadcast")]
    public ValueTask Broadcast([MessageBody] ChatMessage message) => server.To(message.RoomId).EmitAsync("message", message);

    /// <summary>The same, awaited, with the message as the answer: what an emit costs besides an echo.</summary>
    [SubscribeMessage("emit")]
    public async Task<ChatMessage> Emit([MessageBody] ChatMessage message)
    {
        await server.To(message.RoomId).EmitAsync("message", message);
        return message;
    }
}
