namespace Gateways;

/// <summary>
/// Wraps what the server emits, to one client or to many: may change or replace the payloads, drop the event by not calling <c>next</c>, or time it. Runs once per emit, before
/// the payload is serialised, not once per receiver. Answers of handlers do not pass here: they pass the handler's <see cref="IInterceptor"/>.
/// </summary>
/// <remarks>One registered in the service provider as a singleton is taken from there; any other is created once. Must be thread-safe.</remarks>
public interface IOutgoingInterceptor
{
    /// <summary>Handles an emit.</summary>
    /// <param name="context">The event.</param>
    /// <param name="next">The rest.</param>
    ValueTask InterceptAsync(OutgoingContext context, Func<ValueTask> next);
}
