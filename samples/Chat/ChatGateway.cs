using Gateways;
using Microsoft.AspNetCore.Authorization;

namespace Chat;

[WebSocketGateway<IChatEvents>("/chat")]
[UseConnectionGuards<GuestGuard>]
[UsePipes<ValidationPipe>]
[UseFilters<ChatRuleFilter>]
public sealed partial class ChatGateway(ChatService chat, IGatewayServer<ChatGateway, IChatEvents> server, ILogger<ChatGateway> logger)
    : IOnGatewayInit, IOnGatewayConnection, IOnGatewayDisconnect
{
    private const string Anonymous = "anonymous";

    public ValueTask AfterInitAsync(IGatewayServer gateway, CancellationToken cancellationToken)
    {
        LogInitialized(gateway.Namespace);
        return ValueTask.CompletedTask;
    }

    public ValueTask HandleConnectionAsync(IGatewayClient client, CancellationToken cancellationToken)
    {
        client.UserIdentifier ??= Anonymous;
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

    /// <summary>For moderators: guests and other users are denied.</summary>
    [SubscribeMessage("announce")]
    [UseGuards<JwtGuard>]
    [Authorize(Roles = "moderator")]
    public ValueTask Announce([MessageBody("text")] string text, [ConnectedSocket] IGatewayClient client) =>
        server.Emit.Announcement(new(text, UserIdOf(client)));

    /// <summary>A new token in place of one that is about to expire; the connection stays.</summary>
    [SubscribeMessage("refreshToken")]
    public async Task<DateTimeOffset?> RefreshToken([MessageBody("token")] string token, [ConnectedSocket] IGatewayClient client, CancellationToken cancellationToken) =>
        await client.RefreshTokenAsync(token, cancellationToken);

    private static string UserIdOf(IGatewayClient client) => client.UserIdentifier ?? Anonymous;
}
