using Microsoft.AspNetCore.SignalR;

namespace Gateways.SignalR.Tests.Transports;

/// <summary>An application's own way to name users.</summary>
internal sealed class ShoutingUserIdProvider(string claim) : IUserIdProvider
{
    public string? GetUserId(HubConnectionContext connection) => connection.User.FindFirst(claim)?.Value + "!";
}
