using Gateways.Infrastructure;

namespace Gateways.Pipeline;

/// <summary>An enhancer that is there already.</summary>
internal sealed class EnhancerInstance(EnhancerKind kind, object instance) : EnhancerDescriptor(kind)
{
    public object Instance => instance;

    public override Type Type => instance.GetType();

    public override object Create(IServiceProvider services) => instance;
}
