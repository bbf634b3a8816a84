using Gateways;

namespace Chat;

/// <summary>Who views which document. Only for who has signed in: a user that is present must be one.</summary>
[WebSocketGateway<IPresenceEvents>("/presence")]
[UseConnectionGuards<JwtGuard>]
[UsePipes<DataAnnotationsPipe>]
public sealed partial class PresenceGateway(PresenceService presence)
{
    [SubscribeMessage("joinDocument")]
    public async Task JoinDocument([MessageBody] DocumentReference document, [ConnectedSocket] IGatewayClient client, CancellationToken cancellationToken)
    {
        await client.JoinAsync(document.DocumentId, cancellationToken);
        await presence.JoinAsync(client, document.DocumentId, cancellationToken);
    }

    [SubscribeMessage("leaveDocument")]
    public async Task LeaveDocument([MessageBody] DocumentReference document, [ConnectedSocket] IGatewayClient client, CancellationToken cancellationToken)
    {
        await client.LeaveAsync(document.DocumentId, cancellationToken);
        await presence.LeaveAsync(client, document.DocumentId, cancellationToken);
    }

    // No disconnect hook: whoever disconnects is taken out of every document by presence itself, also when its server is killed.
}
