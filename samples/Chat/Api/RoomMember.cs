using Gateways;

namespace Chat;

/// <summary>A client that is in a room.</summary>
public sealed record RoomMember(string ClientId, string? UserId, string Transport)
{
    public static RoomMember From(ClientSnapshot client) => new(client.Id, client.UserIdentifier, client.Transport.ToString());
}
