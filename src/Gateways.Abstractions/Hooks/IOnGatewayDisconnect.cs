namespace Gateways;

/// <summary>Runs once for every client whose connection hook succeeded, after its last message was handled.</summary>
public interface IOnGatewayDisconnect
{
    /// <summary>Awaited before the client's resources are released. The client has already left its rooms; <see cref="DisconnectContext.Rooms"/> tells which.</summary>
    ValueTask HandleDisconnectAsync(IGatewayClient client, DisconnectContext context);
}
