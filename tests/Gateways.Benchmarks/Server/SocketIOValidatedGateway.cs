namespace Gateways.Benchmarks.Server;

/// <summary>Shares the clients of <see cref="SocketIOBenchGateway"/> where there is authentication.</summary>
[WebSocketGateway("/", Transports = GatewayTransports.SocketIO)]
public sealed partial class SocketIOValidatedGateway(IGatewayServer<SocketIOValidatedGateway> server)
{
    /// <summary>The validated path: the token of the auth payload, checked with the first message and then until it expires; FluentValidation; an event to the room; the answer.</summary>
    [SubscribeMessage("sendMessage")]
    [UseGuards<JwtGuard>]
    [UsePipes<ValidationPipe>]
    public async Task<SavedMessage> SendMessage([MessageBody] ChatMessage message, [ConnectedSocket] IGatewayClient client)
    {
        var saved = SavedMessage.Create(message, client.User.Identity!.Name!, TimeProvider.System);
        await server.To(message.RoomId).EmitAsync("messageReceived", saved);
        return saved;
    }
}
