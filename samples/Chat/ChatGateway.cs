using Gateways;

namespace Chat;

[WebSocketGateway<IChatEvents>("/chat")]
public sealed partial class ChatGateway(ChatService chat, IGatewayServer<ChatGateway, IChatEvents> server, ILogger<ChatGateway> logger)
    : IOnGatewayInit, IOnGatewayConnection, IOnGatewayDisconnect
{
    private const int MaxContentLength = 2000;
    private const string Anonymous = "anonymous";

    public ValueTask AfterInitAsync(IGatewayServer gateway, CancellationToken cancellationToken)
    {
        LogInitialized(gateway.Namespace);
        return ValueTask.CompletedTask;
    }

    public ValueTask HandleConnectionAsync(IGatewayClient client, CancellationToken cancellationToken)
    {
        client.UserIdentifier = client.Handshake.GetValue("userId") ?? Anonymous;
        LogConnected(client.Id, client.Transport);
        return ValueTask.CompletedTask;
    }

    public ValueTask HandleDisconnectAsync(IGatewayClient client, DisconnectContext context)
    {
        LogDisconnected(client.Id, context.Reason.Name);
        return ValueTask.CompletedTask;
    }

    [SubscribeMessage("sendMessage")]
    public async Task SendMessage([MessageBody] SendMessage body, [ConnectedSocket] IGatewayClient client, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(body.Content))
        {
            throw new WsException("content must not be empty");
        }

        if (body.Content.Length > MaxContentLength)
        {
            throw new WsException($"content must not be longer than {MaxContentLength} characters");
        }

        var message = await chat.SaveMessageAsync(body.RoomId, body.Content, UserIdOf(client), cancellationToken);
        await server.To(body.RoomId).Emit.MessageReceived(MessageReceived.From(message));
    }

    [SubscribeMessage("joinRoom")]
    public async Task JoinRoom([MessageBody("roomId")] string roomId, [ConnectedSocket] IGatewayClient client, CancellationToken cancellationToken)
    {
        await client.JoinAsync(roomId, cancellationToken);
        await server.To(roomId).ExceptClient(client.Id).Emit.UserJoined(new(UserIdOf(client), roomId));
        await server.ToClient(client.Id).Emit.JoinedRoom(new(roomId));
    }

    [SubscribeMessage("leaveRoom")]
    public async Task LeaveRoom([MessageBody("roomId")] string roomId, [ConnectedSocket] IGatewayClient client, CancellationToken cancellationToken)
    {
        await client.LeaveAsync(roomId, cancellationToken);
        await server.To(roomId).Emit.UserLeft(new(UserIdOf(client)));
    }

    private static string UserIdOf(IGatewayClient client) => client.UserIdentifier ?? Anonymous;
}
