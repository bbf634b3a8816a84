using System.ComponentModel;

namespace Gateways.Infrastructure;

/// <summary>What the generator knows about a gateway, and what it made for it.</summary>
/// <typeparam name="TGateway">The gateway.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class GatewayDescriptor<TGateway> : GatewayDescriptor
    where TGateway : class, IGatewayDefinition<TGateway>
{
    /// <inheritdoc/>
    public sealed override Type GatewayType => typeof(TGateway);

    /// <summary>Creates the dispatcher; resolves the JSON contract of every body and result, so a missing one fails the start.</summary>
    public abstract GatewayDispatcher<TGateway> CreateDispatcher(GatewayJson json);

    /// <summary>Fills the properties that ask for the server.</summary>
    public virtual void InjectServer(TGateway gateway, IServiceProvider services)
    {
    }

    /// <summary>Registers the gateway with its type parameters in hand.</summary>
    public virtual void Register(IGatewayRegistrar registrar) => registrar.Add(this);
}
