using Gateways.Adapters;
using Gateways.Namespaces;

namespace Gateways.Rooms;

/// <summary>Everyone in one gateway's namespace, with the gateway's typed events.</summary>
internal sealed class GatewayServer<TGateway, TEvents>(GatewayNamespace @namespace, NamespaceTable table, Func<IEmitTarget, TEvents> createEmitter)
    : GatewayServer<TGateway>(@namespace, table), IGatewayServer<TGateway, TEvents>
    where TGateway : class
    where TEvents : class
{
    public TEvents Emit => createEmitter(this);

    public new IEmitTarget<TEvents> Local => Narrow(ScopeToLocal());

    public new IEmitTarget<TEvents> Volatile => new EmitTarget<TEvents>(Owner, Scope, createEmitter, isVolatile: true);

    public new IEmitTarget<TEvents> To(string room) => Narrow(ScopeTo(room));

    public new IEmitTarget<TEvents> To(IReadOnlyCollection<string> rooms) => Narrow(ScopeTo(rooms));

    public new IEmitTarget<TEvents> Except(string room) => Narrow(ScopeExcept(room));

    public new IEmitTarget<TEvents> ExceptClient(string clientId) => Narrow(ScopeExceptClient(clientId));

    public new IEmitTarget<TEvents> ToClient(string clientId) => Narrow(ScopeToClient(clientId));

    public new IEmitTarget<TEvents> ToUser(string userIdentifier) => Narrow(ScopeToUser(userIdentifier));

    private EmitTarget<TEvents> Narrow(EmitScope scope) => new(Owner, scope, createEmitter);
}
