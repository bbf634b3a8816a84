using Gateways.Pipeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateways.Hosting;

/// <summary>Collects the endpoints of all gateways, and gives each what it must have: the mark of its transport and the origin check.</summary>
public sealed class GatewayEndpoints
{
    private readonly List<IEndpointConventionBuilder> _builders = [];
    private readonly OriginPolicy _origins;

    internal GatewayEndpoints(IEndpointRouteBuilder routes, OriginPolicy origins)
    {
        Routes = routes;
        _origins = origins;
    }

    /// <summary>Where to map.</summary>
    public IEndpointRouteBuilder Routes { get; }

    internal IReadOnlyList<IEndpointConventionBuilder> Builders => _builders;

    /// <summary>Adds what a transport has mapped.</summary>
    /// <param name="endpoint">The endpoint, or group of them.</param>
    /// <param name="transport">Whose it is, when it shares its URL with other transports; null when the URL is its own.</param>
    /// <param name="host">The gateways it serves, whose attributes (<c>[Authorize]</c>, <c>[EnableCors]</c>) then count for the endpoint; null where it serves several namespaces.</param>
    /// <param name="checksOrigin">Whether foreign origins are refused here; false for a protocol that asks <see cref="AllowsOrigin"/> and refuses in its own words.</param>
    /// <param name="recognizes">Whether a request is for this transport, where it shares its URL and can tell; a WebSocket upgrade never is. Null where it cannot tell.</param>
    public void Add(IEndpointConventionBuilder endpoint, GatewayTransports? transport, GatewayHost? host = null, bool checksOrigin = true, Func<HttpContext, bool>? recognizes = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        endpoint.Add(builder =>
        {
            foreach (var metadata in host is null ? [] : GatewayAuthorization.FindForEndpoint(host))
            {
                builder.Metadata.Add(metadata);
            }

            if (transport is { } kind)
            {
                builder.Metadata.Add(new GatewayTransportMetadata(kind, recognizes));
            }

            if (host is { Settings.Port: > 0 and var port })
            {
                builder.Metadata.Add(new HostAttribute($"*:{port}"));
            }

            if (!checksOrigin)
            {
                return;
            }

            var next = builder.RequestDelegate!;
            builder.RequestDelegate = context => _origins.Allows(context.Request) ? next(context) : Refuse(context);
        });
        _builders.Add(endpoint);
    }

    /// <summary>Whether the page a request comes from may connect.</summary>
    public bool AllowsOrigin(HttpRequest request) => _origins.Allows(request);

    private static Task Refuse(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
