namespace Gateways.Testing.Tests.Examples;

/// <summary>The gateway of the example: the one a reader of the documentation knows.</summary>
[WebSocketGateway("/chat")]
public sealed partial class ChatGateway(IChatMessages messages)
{
    [SubscribeMessage("joinRoom")]
    public async Task<string> JoinRoom([MessageBody("roomId")] string roomId, IGatewayClient client)
    {
        await client.JoinAsync(roomId);
        await client.To(roomId).EmitAsync("userJoined", client.Handshake.GetValue("name"));
        return roomId;
    }

    [SubscribeMessage("sendMessage")]
    public async Task SendMessage([MessageBody] ChatMessage message, IGatewayClient client)
    {
        if (!client.Rooms.Contains(message.RoomId))
        {
            throw new WsException("Join the room first");
        }

        await messages.SaveAsync(message);
        await client.To(message.RoomId).EmitAsync("messageReceived", message);
    }
}
