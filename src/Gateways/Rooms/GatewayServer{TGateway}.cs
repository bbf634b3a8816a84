using Gateways.Adapters;
using Gateways.Dispatch;

namespace Gateways.Rooms;

/// <summary>Everyone in one gateway's namespace, or in all namespaces of its path.</summary>
internal class GatewayServer<TGateway>(GatewayNamespace @namespace, NamespaceTable table) : EmitTarget(@namespace, EmitScope.Everyone), IGatewayServer<TGateway>
    where TGateway : class
{
    public string Namespace => Owner.Path;

    public IGatewayServer Of(string @namespace)
    {
        ArgumentNullException.ThrowIfNull(@namespace);
        var path = "/" + @namespace.Trim('/');
        return new GatewayServer<TGateway>(table.Path.TryMatch(path, out var values) ? table.FindOrCreate(table.Path.Bind(values)) : table.CreateEmpty(path), table);
    }

    public IEmitTarget ToClient(string clientId) => new EmitTarget(Owner, ScopeToClient(clientId));

    public IEmitTarget ToUser(string userIdentifier) => new EmitTarget(Owner, ScopeToUser(userIdentifier));

    public IGatewayClient? FindClient(string clientId) => Owner.Adapter.Find(clientId) as IGatewayClient;

    public ValueTask<IReadOnlyList<RoomInfo>> GetRoomsAsync(CancellationToken cancellationToken = default) => Owner.Adapter.GetRoomsAsync(cancellationToken);
}
