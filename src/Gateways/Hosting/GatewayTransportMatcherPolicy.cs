using Gateways.Framing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace Gateways.Hosting;

/// <summary>
/// Several transports share a gateway's URL; this picks one by what the request is. A WebSocket upgrade that carries no SignalR
/// connection id is a plain WebSocket; everything else is SignalR's. Where only plain WebSocket is there, it answers every request, so that
/// a client that forgot to upgrade is told so.
/// </summary>
internal sealed class GatewayTransportMatcherPolicy : MatcherPolicy, IEndpointSelectorPolicy
{
    public override int Order => 0;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) =>
        endpoints.Any(static endpoint => endpoint.Metadata.GetMetadata<GatewayTransportMetadata>() is not null);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        var wanted = Recognize(httpContext);
        if (Has(candidates, wanted))
        {
            Keep(candidates, wanted);
        }

        return Task.CompletedTask;
    }

    private static GatewayTransports Recognize(HttpContext context) =>
        WebSocketLink.IsRequest(context) && !context.Request.Query.ContainsKey("id") ? GatewayTransports.WebSocket : GatewayTransports.SignalR;

    private static bool Has(CandidateSet candidates, GatewayTransports transport)
    {
        for (var i = 0; i < candidates.Count; i++)
        {
            if (candidates.IsValidCandidate(i) && TransportOf(candidates[i].Endpoint) == transport)
            {
                return true;
            }
        }

        return false;
    }

    private static void Keep(CandidateSet candidates, GatewayTransports transport)
    {
        for (var i = 0; i < candidates.Count; i++)
        {
            if (candidates.IsValidCandidate(i) && TransportOf(candidates[i].Endpoint) is { } other && other != transport)
            {
                candidates.SetValidity(i, false);
            }
        }
    }

    private static GatewayTransports? TransportOf(Endpoint endpoint) => endpoint.Metadata.GetMetadata<GatewayTransportMetadata>()?.Transport;
}
