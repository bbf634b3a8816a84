using Gateways.Infrastructure;
using Microsoft.AspNetCore.SignalR;

namespace Gateways.SignalR;

/// <summary>
/// The hub that SignalR sees in place of a gateway. It has no methods: calls go to the gateway. Its use is <c>IHubContext&lt;GatewayHub&lt;TGateway&gt;&gt;</c>,
/// which reaches the clients of every transport; groups are the gateway's rooms.
/// </summary>
/// <typeparam name="TGateway">The gateway.</typeparam>
public sealed class GatewayHub<TGateway> : Hub
    where TGateway : class, IGatewayDefinition<TGateway>
{
    /// <summary>Called by SignalR; only here does it say whether the link ended in good order.</summary>
    public override Task OnDisconnectedAsync(Exception? exception)
    {
        Context.Features.Get<SignalRConnection>()?.OnLinkEnded(exception);
        return Task.CompletedTask;
    }
}
