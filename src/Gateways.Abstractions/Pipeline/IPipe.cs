namespace Gateways;

/// <summary>
/// Checks or changes the values a handler's body parameters are bound to, whatever their types. Runs inside the interceptors, for one parameter after the other: global pipes,
/// then those of the gateway, of the method and of the parameter.
/// </summary>
/// <remarks>One registered in the service provider has the lifetime it was registered with; any other is created once, and must be thread-safe.</remarks>
public interface IPipe
{
    /// <summary>Takes a value and hands one on. A throw refuses the message: the handler does not run.</summary>
    /// <typeparam name="T">The parameter's type; for a reference type without its question mark.</typeparam>
    /// <param name="value">The value; null for an optional parameter whose value is missing.</param>
    /// <param name="context">The message and the parameter.</param>
    ValueTask<T?> TransformAsync<T>(T? value, PipeContext context);
}
