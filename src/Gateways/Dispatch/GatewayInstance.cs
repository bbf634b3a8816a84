using Gateways.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Dispatch;

/// <summary>A gateway that lives for one client, with the scope it comes from.</summary>
internal sealed class GatewayInstance(GatewayMember member, AsyncServiceScope scope)
{
    public GatewayMember Member { get; } = member;

    public AsyncServiceScope Scope { get; } = scope;

    public object? Gateway { get; set; }
}
