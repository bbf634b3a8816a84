using System.ComponentModel;

namespace Gateways.Infrastructure;

/// <summary>What stands around a handler.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum EnhancerKind
{
    /// <summary>An <see cref="IGuard"/>.</summary>
    Guard,

    /// <summary>An <see cref="IInterceptor"/>.</summary>
    Interceptor,

    /// <summary>An <see cref="IPipe"/> for every body parameter.</summary>
    Pipe,

    /// <summary>A pipe of one parameter, called by generated code.</summary>
    ParameterPipe,

    /// <summary>An <see cref="IExceptionFilter"/>.</summary>
    Filter,

    /// <summary>An <see cref="IConnectionGuard"/>.</summary>
    ConnectionGuard,

    /// <summary>An <see cref="IOutgoingInterceptor"/>.</summary>
    OutgoingInterceptor,
}
