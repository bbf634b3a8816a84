using Gateways.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps gateways.</summary>
public static class GatewaysEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps every gateway that was added, on every transport that was added and that the gateway allows. What is said of the result is said
    /// of all their endpoints: <c>RequireAuthorization</c>, <c>RequireCors</c>, <c>RequireRateLimiting</c>, <c>RequireHost</c>.
    /// </summary>
    /// <exception cref="InvalidOperationException">Gateways that share a path differ in what belongs to the path, a JSON contract is missing, or no transport was added.</exception>
    public static IEndpointConventionBuilder MapGateways(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var services = endpoints.ServiceProvider;
        var registry = services.GetService<GatewayRegistry>()
            ?? throw new InvalidOperationException("Call builder.Services.AddGateways() before app.MapGateways().");
        var transports = services.GetServices<IGatewayTransport>().ToArray();
        if (transports.Length == 0)
        {
            throw new InvalidOperationException("No transport was added. Call AddWebSockets(), AddSignalR(), AddSocketIO() or AddServerSentEvents() on the result of AddGateways().");
        }

        var mapped = new GatewayEndpoints(endpoints, services.GetRequiredService<OriginPolicy>());
        foreach (var host in registry.Hosts)
        {
            foreach (var transport in transports)
            {
                if (host.Transports.HasFlag(transport.Kind))
                {
                    host.Map(transport, mapped);
                }
            }
        }

        // After the transports: what is registered last for the stop of the application runs first.
        services.GetRequiredService<GatewayDrain>().Arm();
        services.GetRequiredService<GatewayStartup>().IsMapped = true;
        return new GatewayConventionBuilder(mapped.Builders);
    }
}
