namespace Gateways.Benchmarks.Server;

/// <summary>For SignalR clients: answers are what the handlers return, and travel in the completion.</summary>
[WebSocketGateway("/hub", Transports = GatewayTransports.SignalR)]
public sealed partial class HubBenchGateway(IGatewayServer<HubBenchGateway> server)
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

    /// <summary>The validated path: a guard, FluentValidation, an event to the room (empty in the echo workload), the answer.</summary>
    [SubscribeMessage("sendMessage")]
    [UseGuards<SignedInGuard>]
    [UsePipes<ValidationPipe>]
    public async Task<SavedMessage> SendMessage([MessageBody] ChatMessage message, [ConnectedSocket] IGatewayClient client)
    {
        var saved = SavedMessage.Create(message, client.User.Identity!.Name!, TimeProvider.System);
        await server.To(message.RoomId).EmitAsync("messageReceived", saved);
        return saved;
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
