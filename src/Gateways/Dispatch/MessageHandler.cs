using Gateways.Hosting;
using Gateways.Infrastructure;
using Gateways.Pipeline;

namespace Gateways.Dispatch;

/// <summary>One handler at run time: whose it is, and what stands around it.</summary>
internal sealed class MessageHandler(GatewayMember member, int index, MessageHandlerDescriptor descriptor, HandlerPipeline pipeline)
{
    public GatewayMember Member { get; } = member;

    /// <summary>Its place in the gateway's own dispatcher.</summary>
    public int Index { get; } = index;

    public MessageHandlerDescriptor Descriptor { get; } = descriptor;

    public HandlerPipeline Pipeline { get; } = pipeline;

    /// <summary>The attributes of the gateway, then those of the method.</summary>
    public IReadOnlyList<object> Metadata { get; } = [.. member.Descriptor.Metadata, .. descriptor.Metadata];

    public string EventName => Descriptor.EventName;

    /// <summary>How many messages of this event one client may have under way; 0: no lane of its own.</summary>
    public int MaxConcurrency => Descriptor.MaxConcurrency;

    /// <summary>Whether the message needs a service scope.</summary>
    public bool RequiresScope { get; } = descriptor.RequiresServices || pipeline.RequiresScope;
}
