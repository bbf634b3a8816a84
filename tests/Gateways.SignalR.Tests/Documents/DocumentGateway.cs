namespace Gateways.SignalR.Tests.Documents;

/// <summary>The gateway of which <c>docs/architecture.md</c> speaks.</summary>
[WebSocketGateway("/chat")]
public sealed partial class DocumentGateway
{
    [SubscribeMessage("joinRoom")]
    public async Task<JoinedRoom> JoinRoom([MessageBody("roomId")] string roomId, IGatewayClient client)
    {
        await client.JoinAsync(roomId);
        return new JoinedRoom(roomId);
    }
}
