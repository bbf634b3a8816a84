using System.ComponentModel;
using Gateways.Infrastructure;

namespace Gateways;

/// <summary>What an interceptor wraps.</summary>
public readonly struct CallHandler
{
    private readonly IInterceptorChain? _chain;
    private readonly int _index;

    /// <summary>Continues a chain at an interceptor.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public CallHandler(IInterceptorChain chain, int index)
    {
        _chain = chain;
        _index = index;
    }

    /// <summary>A handler of one's own, for tests of an interceptor.</summary>
    public static CallHandler From(Func<ValueTask<object?>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return new CallHandler(new SingleCall(handler), 0);
    }

    /// <summary>Runs the interceptors further in, the pipes and the handler.</summary>
    /// <returns>The handler's result: null for none, a boxed <see cref="WsResponse{T}"/> for an event.</returns>
    public ValueTask<object?> HandleAsync() => _chain is null ? default : _chain.InvokeAsync(_index);

    private sealed class SingleCall(Func<ValueTask<object?>> handler) : IInterceptorChain
    {
        public ValueTask<object?> InvokeAsync(int index) => handler();
    }
}
