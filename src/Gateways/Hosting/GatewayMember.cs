using Gateways.Dispatch;
using Gateways.Infrastructure;

namespace Gateways.Hosting;

/// <summary>One gateway class at run time: its instances, hooks and handlers. A namespace has one, or several that share its clients.</summary>
internal abstract class GatewayMember(GatewayDescriptor descriptor, GatewayHost host, int index)
{
    public GatewayDescriptor Descriptor { get; } = descriptor;

    public GatewayHost Host { get; } = host;

    /// <summary>Its place among the gateways of the namespace.</summary>
    public int Index { get; } = index;

    /// <summary>Its handlers, in the order of the descriptor's.</summary>
    public MessageHandler[] Handlers { get; set; } = [];

    /// <summary>The handler of every event that has no other, if the gateway has one.</summary>
    public MessageHandler? CatchAll => Array.Find(Handlers, static handler => handler.Descriptor.IsCatchAll);

    public abstract int FindHandler(ReadOnlySpan<byte> eventName);

    public abstract Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Runs a message through everything around its handler, and the handler.</summary>
    public abstract ValueTask<MessageResult> InvokeAsync(DispatchContext message);

    /// <summary>Runs the handler alone: binding, pipes, method.</summary>
    public abstract ValueTask<MessageResult> CallAsync(DispatchContext message);

    public abstract Task OnConnectedAsync(GatewayClient client, CancellationToken cancellationToken);

    public abstract Task OnDisconnectedAsync(GatewayClient client, DisconnectContext context);

    public abstract void Map(IGatewayTransport transport, GatewayEndpoints endpoints);
}
