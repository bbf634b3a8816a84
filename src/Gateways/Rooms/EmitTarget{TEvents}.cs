using Gateways.Adapters;
using Gateways.Namespaces;

namespace Gateways.Rooms;

/// <summary>A target that emits through the gateway's events interface.</summary>
internal sealed class EmitTarget<TEvents>(GatewayNamespace @namespace, EmitScope scope, Func<IEmitTarget, TEvents> createEmitter, bool isVolatile = false)
    : EmitTarget(@namespace, scope, isVolatile), IEmitTarget<TEvents>
    where TEvents : class
{
    public TEvents Emit => createEmitter(this);

    public new IEmitTarget<TEvents> Local => Narrow(ScopeToLocal());

    public new IEmitTarget<TEvents> Volatile => new EmitTarget<TEvents>(Owner, Scope, createEmitter, isVolatile: true);

    public new IEmitTarget<TEvents> To(string room) => Narrow(ScopeTo(room));

    public new IEmitTarget<TEvents> To(IReadOnlyCollection<string> rooms) => Narrow(ScopeTo(rooms));

    public new IEmitTarget<TEvents> Except(string room) => Narrow(ScopeExcept(room));

    public new IEmitTarget<TEvents> ExceptClient(string clientId) => Narrow(ScopeExceptClient(clientId));

    private EmitTarget<TEvents> Narrow(EmitScope scope) => new(Owner, scope, createEmitter, IsVolatile);
}
