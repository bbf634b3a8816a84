namespace Gateways.Benchmarks.Micro;

/// <summary>Changes nothing.</summary>
public sealed class PassInterceptor : IInterceptor
{
    public ValueTask<object?> InterceptAsync(GatewayContext context, CallHandler next) => next.HandleAsync();
}
