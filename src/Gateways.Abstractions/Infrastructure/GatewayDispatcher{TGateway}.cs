using System.ComponentModel;

namespace Gateways.Infrastructure;

/// <summary>Finds and calls the handlers of one gateway. Thread-safe; one for all clients.</summary>
/// <typeparam name="TGateway">The gateway.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class GatewayDispatcher<TGateway>
    where TGateway : class
{
    /// <summary>The index of the event's handler in <see cref="GatewayDescriptor.Handlers"/>, or -1. Never that of a catch-all handler.</summary>
    /// <param name="eventName">The event's name in UTF-8.</param>
    public abstract int FindHandler(ReadOnlySpan<byte> eventName);

    /// <summary>
    /// Binds the body and calls the handler. Everything that reads the body happens before the first await: the body's memory belongs to
    /// the transport and is used again when the call returns.
    /// </summary>
    public abstract ValueTask<MessageResult> InvokeAsync(int handler, TGateway gateway, MessageContext context);
}
