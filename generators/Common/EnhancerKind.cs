namespace Gateways.CodeAnalysis;

/// <summary>What stands around a handler. The names are those of <c>Gateways.Infrastructure.EnhancerKind</c>.</summary>
internal enum EnhancerKind
{
    /// <summary>An <c>IGuard</c>.</summary>
    Guard,

    /// <summary>An <c>IInterceptor</c>.</summary>
    Interceptor,

    /// <summary>An <c>IPipe</c> for every body parameter.</summary>
    Pipe,

    /// <summary>A pipe of one parameter.</summary>
    ParameterPipe,

    /// <summary>An <c>IExceptionFilter</c>.</summary>
    Filter,

    /// <summary>An <c>IConnectionGuard</c>.</summary>
    ConnectionGuard,

    /// <summary>An <c>IOutgoingInterceptor</c>.</summary>
    OutgoingInterceptor,
}
