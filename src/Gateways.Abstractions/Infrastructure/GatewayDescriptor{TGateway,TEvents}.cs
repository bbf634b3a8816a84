using System.ComponentModel;

namespace Gateways.Infrastructure;

/// <summary>The descriptor of a gateway with typed events.</summary>
/// <typeparam name="TGateway">The gateway.</typeparam>
/// <typeparam name="TEvents">Its events interface.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class GatewayDescriptor<TGateway, TEvents> : GatewayDescriptor<TGateway>
    where TGateway : class, IGatewayDefinition<TGateway>
    where TEvents : class
{
    /// <summary>Creates the implementation of the events interface over a target.</summary>
    public abstract TEvents CreateEmitter(IEmitTarget target);

    /// <inheritdoc/>
    public sealed override void Register(IGatewayRegistrar registrar)
    {
        registrar.Add(this);
        registrar.AddEvents(this);
    }
}
