using Microsoft.AspNetCore.Authorization;

namespace Gateways.Specification.Gateways;

/// <summary>For users, but for one handler.</summary>
[WebSocketGateway("/lobby")]
[Authorize]
public sealed partial class LobbyGateway(Probe probe) : IOnGatewayConnection
{
    public ValueTask HandleConnectionAsync(IGatewayClient client, CancellationToken cancellationToken) => probe.OnConnectedAsync(client, cancellationToken);

    [SubscribeMessage("hello")]
    [AllowAnonymous]
    public string Hello() => "hello";

    [SubscribeMessage("secret")]
    public string Secret() => "secret";
}
