using Gateways.Framing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace Gateways.Hosting;

/// <summary>
/// Several transports share a gateway's URL; this picks one by what the request is. A WebSocket upgrade that carries no SignalR connection id is a plain WebSocket; a request that a transport
/// recognises is that transport's; everything else is SignalR's. Where that one is not there, another answers, so that a client that forgot to upgrade is told so.
/// </summary>
internal sealed class GatewayTransportMatcherPolicy : MatcherPolicy, IEndpointSelectorPolicy
{
    /// <summary>SignalR's clients name their connection so, in every request but the first.</summary>
    private const string ConnectionIdParameter = "id";

    /// <summary>Who answers a request that is nobody's: the first of them that is there.</summary>
    private static readonly GatewayTransports[] Fallback = [GatewayTransports.SignalR, GatewayTransports.WebSocket, GatewayTransports.ServerSentEvents];

    public override int Order => 0;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) =>
        endpoints.Any(static endpoint => MarkOf(endpoint) is not null);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        var (there, recognizing) = (GatewayTransports.None, GatewayTransports.None);
        for (var i = 0; i < candidates.Count; i++)
        {
            if (candidates.IsValidCandidate(i) && MarkOf(candidates[i].Endpoint) is { } mark)
            {
                there |= mark.Transport;
                recognizing |= mark.Recognizes?.Invoke(httpContext) == true ? mark.Transport : GatewayTransports.None;
            }
        }

        Keep(candidates, Choose(httpContext, there, recognizing));
        return Task.CompletedTask;
    }

    private static GatewayTransports Choose(HttpContext context, GatewayTransports there, GatewayTransports recognizing)
    {
        var isSignalR = there.HasFlag(GatewayTransports.SignalR) && context.Request.Query.ContainsKey(ConnectionIdParameter);
        var wanted = isSignalR ? GatewayTransports.SignalR : WebSocketLink.IsRequest(context) ? GatewayTransports.WebSocket : recognizing;
        return (wanted & there) != GatewayTransports.None ? wanted : Array.Find(Fallback, one => there.HasFlag(one));
    }

    private static void Keep(CandidateSet candidates, GatewayTransports chosen)
    {
        for (var i = 0; i < candidates.Count; i++)
        {
            if (candidates.IsValidCandidate(i) && MarkOf(candidates[i].Endpoint) is { } mark && mark.Transport != chosen)
            {
                candidates.SetValidity(i, false);
            }
        }
    }

    private static GatewayTransportMetadata? MarkOf(Endpoint endpoint) => endpoint.Metadata.GetMetadata<GatewayTransportMetadata>();
}
