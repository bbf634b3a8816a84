using System.Text.Json;
using Gateways;

namespace Chat;

/// <summary>Pushes to clients from outside the gateway. It takes the server handle, never the gateway, so the two cannot need each other.</summary>
public sealed class NotificationService(IGatewayServer<ChatGateway, IChatEvents> server)
{
    public ValueTask NotifyRoomAsync(string roomId, JsonElement payload) => server.To(roomId).Emit.SystemNotification(payload);

    /// <returns>Whether there is such a client.</returns>
    public async ValueTask<bool> NotifyClientAsync(string clientId, string eventName, JsonElement payload, CancellationToken cancellationToken = default)
    {
        var client = server.ToClient(clientId);
        await client.EmitAsync(eventName, payload, cancellationToken);
        return await client.CountAsync(cancellationToken) > 0;
    }

    public ValueTask BroadcastAsync(string eventName, JsonElement payload, CancellationToken cancellationToken = default)
        => server.EmitAsync(eventName, payload, cancellationToken);
}
