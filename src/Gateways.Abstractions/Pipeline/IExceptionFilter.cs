namespace Gateways;

/// <summary>
/// Decides what becomes of an error of guards, interceptors, pipes or handler. <see cref="CatchAttribute{TException}"/> on the class says which exceptions it wants; without it, all. The filters
/// of the method come first, then the gateway's, then the global ones, within each the last declared first; the first that takes the exception decides.
/// </summary>
/// <remarks>One registered in the service provider has the lifetime it was registered with; any other is created once, and must be thread-safe.</remarks>
public interface IExceptionFilter
{
    /// <summary>Takes an exception. Awaited. A filter that throws is logged, and the exception is told as if there were no filter.</summary>
    ValueTask<FilterResult> CatchAsync(Exception exception, GatewayContext context);
}
