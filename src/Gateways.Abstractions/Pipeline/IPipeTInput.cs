namespace Gateways;

/// <summary>
/// Turns what a client sent into what one parameter wants: with <c>[UsePipes&lt;T&gt;]</c> on a parameter, the body is bound as <typeparamref name="TInput"/>,
/// and the handler receives <typeparamref name="TOutput"/>.
/// </summary>
/// <typeparam name="TInput">What is bound from the body.</typeparam>
/// <typeparam name="TOutput">What the parameter takes.</typeparam>
/// <remarks>One registered in the service provider has the lifetime it was registered with; any other is created once, and must be thread-safe.</remarks>
public interface IPipe<in TInput, TOutput>
{
    /// <summary>Converts a value. A throw refuses the message: the handler does not run.</summary>
    ValueTask<TOutput> TransformAsync(TInput value, PipeContext context);
}
