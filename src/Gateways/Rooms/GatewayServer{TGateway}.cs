using Gateways.Adapters;
using Gateways.Dispatch;

namespace Gateways.Rooms;

/// <summary>Everyone in one gateway's namespace.</summary>
internal class GatewayServer<TGateway>(GatewayNamespace @namespace) : EmitTarget(@namespace, EmitScope.Everyone), IGatewayServer<TGateway>
    where TGateway : class
{
    public string Namespace => Owner.Path;

    public IEmitTarget ToClient(string clientId) => new EmitTarget(Owner, ScopeToClient(clientId));

    public IEmitTarget ToUser(string userIdentifier) => new EmitTarget(Owner, ScopeToUser(userIdentifier));

    public IGatewayClient? FindClient(string clientId) => Owner.Adapter.Find(clientId) as IGatewayClient;

    public ValueTask<IReadOnlyList<RoomInfo>> GetRoomsAsync(CancellationToken cancellationToken = default) => Owner.Adapter.GetRoomsAsync(cancellationToken);
}
