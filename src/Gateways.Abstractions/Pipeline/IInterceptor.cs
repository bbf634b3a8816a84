namespace Gateways;

/// <summary>
/// Wraps pipes and handler: may time them, catch, change the result, or answer without them. Interceptors run after the guards: global, gateway, method on the way in, and
/// the other way round on the way out.
/// </summary>
/// <remarks>One registered in the service provider has the lifetime it was registered with; any other is created once, and must be thread-safe.</remarks>
public interface IInterceptor
{
    /// <summary>Handles the message.</summary>
    /// <param name="context">The message.</param>
    /// <param name="next">The rest: interceptors further in, pipes and handler. Not calling it skips them.</param>
    /// <returns>
    /// The result: null for none, a <see cref="WsResponse{T}"/> for an event, a stream as the handler returned it, or a value, serialised by the handler's
    /// contract when it is the handler's own object and by its run-time type otherwise.
    /// </returns>
    ValueTask<object?> InterceptAsync(GatewayContext context, CallHandler next);
}
