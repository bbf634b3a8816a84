using System.ComponentModel;

namespace Gateways.Infrastructure;

/// <summary>The interceptors of one message.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IInterceptorChain
{
    /// <summary>Runs the chain from an interceptor on; behind the last one stands the handler.</summary>
    ValueTask<object?> InvokeAsync(int index);
}
