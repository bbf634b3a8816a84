using System.Diagnostics.CodeAnalysis;
using Gateways.Infrastructure;
using Gateways.Pipeline;

namespace Gateways;

/// <summary>Guards, interceptors, pipes or filters for every handler of every gateway, in the order in which they are added.</summary>
/// <typeparam name="TEnhancer">What they are.</typeparam>
public sealed class EnhancerCollection<TEnhancer>
    where TEnhancer : class
{
    private readonly List<EnhancerDescriptor> _items = [];

    internal EnhancerCollection(EnhancerKind kind) => Kind = kind;

    internal EnhancerKind Kind { get; }

    internal IReadOnlyList<EnhancerDescriptor> Items => _items;

    /// <summary>Adds one by its class: taken from the service provider, with the lifetime it has there, where it is registered; else created once.</summary>
    public EnhancerCollection<TEnhancer> Add<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, TEnhancer
    {
        _items.Add(new EnhancerDescriptor<T>(Kind));
        return this;
    }

    /// <summary>Adds an instance. It must be thread-safe, and is not disposed.</summary>
    public EnhancerCollection<TEnhancer> Add(TEnhancer instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        _items.Add(new EnhancerInstance(Kind, instance));
        return this;
    }
}
