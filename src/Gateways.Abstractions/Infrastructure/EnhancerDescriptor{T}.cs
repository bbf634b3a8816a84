using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Infrastructure;

/// <summary>A guard, interceptor, pipe or filter that was declared by an attribute.</summary>
/// <typeparam name="T">Its class.</typeparam>
/// <param name="kind">What it is used as.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EnhancerDescriptor<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(EnhancerKind kind) : EnhancerDescriptor(kind)
    where T : class
{
    /// <inheritdoc/>
    public override Type Type => typeof(T);

    /// <inheritdoc/>
    public override object Create(IServiceProvider services) => ActivatorUtilities.CreateInstance<T>(services);
}
