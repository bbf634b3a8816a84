using Gateways.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gateways.SignalR;

/// <summary>
/// Asks a gateway's guards while the client can still be answered by HTTP: at the negotiation, where a refusal is what SignalR's clients report best, and again, since nobody need
/// negotiate, at the request that opens the connection. Long polling opens with a request like any later one; there the engine asks once the protocol has begun.
/// </summary>
internal static class SignalRAdmission
{
    private const string EventStream = "text/event-stream";

    public static void Add(IEndpointConventionBuilder hub, GatewayHost host) => hub.Add(builder =>
    {
        var next = builder.RequestDelegate!;
        builder.RequestDelegate = context => Opens(context.Request) || IsNegotiation(context.Request) ? AskAsync(context, host, next) : next(context);
    });

    private static bool IsNegotiation(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Path.Value is { } path && path.EndsWith("/negotiate", StringComparison.OrdinalIgnoreCase);

    private static bool Opens(HttpRequest request) =>
        request.HttpContext.WebSockets.IsWebSocketRequest || (HttpMethods.IsGet(request.Method) && request.Headers.Accept.ToString().Contains(EventStream, StringComparison.OrdinalIgnoreCase));

    private static async Task AskAsync(HttpContext context, GatewayHost host, RequestDelegate next)
    {
        var request = host.CreateRequest(GatewayTransports.SignalR, context);
        if (await host.AdmitAsync(request, context.RequestAborted).ConfigureAwait(false) is { } refusal)
        {
            await refusal.WriteAsync(context.Response).ConfigureAwait(false);
            return;
        }

        if (Opens(context.Request))
        {
            context.Features.Set(request);
        }

        await next(context).ConfigureAwait(false);
    }
}
