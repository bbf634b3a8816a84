using System.ComponentModel;

namespace Gateways.Infrastructure;

/// <summary>What the generator knows about a gateway.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class GatewayDescriptor
{
    /// <summary>The gateway class.</summary>
    public abstract Type GatewayType { get; }

    /// <summary>The namespace, with its leading slash and without a trailing one.</summary>
    public abstract string Path { get; }

    /// <summary>The lifetime of instances.</summary>
    public virtual GatewayLifetime Lifetime => GatewayLifetime.Singleton;

    /// <summary>How many messages of one client may run at once.</summary>
    public virtual int MaxConcurrency => 1;

    /// <summary>The transports that may reach the gateway.</summary>
    public virtual GatewayTransports Transports => GatewayTransports.All;

    /// <summary>The hooks it implements.</summary>
    public virtual GatewayHooks Hooks => GatewayHooks.None;

    /// <summary>The port of its own, or 0.</summary>
    public virtual int Port => 0;

    /// <summary>What the class declares around all its handlers, its clients and its emits, in the order of declaration.</summary>
    public virtual IReadOnlyList<EnhancerDescriptor> Enhancers => [];

    /// <summary>The attributes of the class.</summary>
    public virtual IReadOnlyList<object> Metadata => [];

    /// <summary>The handlers, in the order of declaration; the dispatcher speaks of them by index.</summary>
    public abstract IReadOnlyList<MessageHandlerDescriptor> Handlers { get; }
}
