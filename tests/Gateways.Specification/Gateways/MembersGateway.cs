using Microsoft.AspNetCore.Authorization;

namespace Gateways.Specification.Gateways;

/// <summary>For users only.</summary>
[WebSocketGateway("/members")]
[Authorize]
public sealed partial class MembersGateway(Probe probe) : IOnGatewayConnection
{
    public ValueTask HandleConnectionAsync(IGatewayClient client, CancellationToken cancellationToken) => probe.OnConnectedAsync(client, cancellationToken);

    [SubscribeMessage("name")]
    public string? Name(IGatewayClient client) => client.User.Identity?.Name;

    [SubscribeMessage("admin")]
    [Authorize(Roles = "admin")]
    public string Admin() => "for admins";

    [SubscribeMessage("adult")]
    [Authorize("adult")]
    public string Adult() => "for adults";
}
