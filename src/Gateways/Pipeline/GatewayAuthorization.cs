using Gateways.Hosting;
using Gateways.Infrastructure;
using Microsoft.AspNetCore.Authorization;

namespace Gateways.Pipeline;

/// <summary>
/// What <c>[Authorize]</c> and <c>[AllowAnonymous]</c> mean for gateways. On the class: who may connect. On a handler: who may call it. Where a handler allows everyone, everyone must be
/// able to connect, so what the class demands is then demanded for each of its other handlers.
/// </summary>
internal static class GatewayAuthorization
{
    /// <summary>What is demanded of whoever connects.</summary>
    public static IReadOnlyList<IAuthorizeData> FindForClients(GatewayHost host) =>
        host.Members.Exists(AllowsAnonymousHandlers) ? [] : [.. host.Members.SelectMany(static member => Demands(member.Descriptor.Metadata))];

    /// <summary>What is demanded of whoever calls a handler.</summary>
    public static IReadOnlyList<IAuthorizeData> FindForHandler(GatewayHost host, GatewayMember member, MessageHandlerDescriptor handler)
    {
        if (Allows(handler.Metadata))
        {
            return [];
        }

        return host.Members.Exists(AllowsAnonymousHandlers)
            ? [.. Demands(member.Descriptor.Metadata), .. Demands(handler.Metadata)]
            : Demands(handler.Metadata);
    }

    /// <summary>The attributes of a gateway that routing may see: all, but for demands that are made of messages instead.</summary>
    public static IEnumerable<object> FindForEndpoint(GatewayHost host) => host.Members.Exists(AllowsAnonymousHandlers)
        ? host.Members.SelectMany(static member => member.Descriptor.Metadata).Where(static one => one is not IAuthorizeData)
        : host.Members.SelectMany(static member => member.Descriptor.Metadata);

    /// <summary>Whether a gateway's class asks for something that is asked of messages.</summary>
    public static bool GuardsMessages(GatewayMember member) =>
        member.Descriptor.Enhancers.Any(static one => one.Kind == EnhancerKind.Guard) || Demands(member.Descriptor.Metadata).Count > 0;

    private static bool AllowsAnonymousHandlers(GatewayMember member) => member.Descriptor.Handlers.Any(static handler => Allows(handler.Metadata));

    private static bool Allows(IReadOnlyList<object> metadata) => metadata.Any(static one => one is IAllowAnonymous);

    private static IReadOnlyList<IAuthorizeData> Demands(IReadOnlyList<object> metadata) => Allows(metadata) ? [] : [.. metadata.OfType<IAuthorizeData>()];
}
