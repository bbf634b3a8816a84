using System.ComponentModel;

namespace Gateways.Infrastructure;

/// <summary>A guard, interceptor, pipe or filter that was declared by an attribute.</summary>
/// <param name="kind">What it is used as.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class EnhancerDescriptor(EnhancerKind kind)
{
    /// <summary>What it is used as.</summary>
    public EnhancerKind Kind { get; } = kind;

    /// <summary>Its class.</summary>
    public abstract Type Type { get; }

    /// <summary>Whether a guard that has let a client pass is not asked again for it.</summary>
    public bool OncePerClient { get; init; }

    /// <summary>Creates one whose class is not registered in the service provider.</summary>
    public abstract object Create(IServiceProvider services);
}
