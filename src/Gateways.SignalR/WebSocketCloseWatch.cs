using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Gateways.SignalR;

/// <summary>
/// Keeps the WebSocket that SignalR accepts within sight. SignalR ends a connection in the same way after a goodbye and after a reset; the
/// WebSocket knows whether the client sent a close frame, and which.
/// </summary>
internal sealed class WebSocketCloseWatch(IHttpWebSocketFeature inner) : IHttpWebSocketFeature
{
    public bool IsWebSocketRequest => inner.IsWebSocketRequest;

    /// <summary>The accepted WebSocket.</summary>
    public WebSocket? Socket { get; private set; }

    public async Task<WebSocket> AcceptAsync(WebSocketAcceptContext context) => Socket = await inner.AcceptAsync(context).ConfigureAwait(false);

    /// <summary>Puts a watch in front of an endpoint that accepts WebSockets by itself.</summary>
    public static void Add(IEndpointConventionBuilder endpoint, IEndpointRouteBuilder routes) => endpoint.Add(builder =>
    {
        var next = builder.RequestDelegate!;
        var pipeline = routes.CreateApplicationBuilder();
        pipeline.UseWebSockets();
        pipeline.Run(context =>
        {
            if (context.Features.Get<IHttpWebSocketFeature>() is { IsWebSocketRequest: true } feature)
            {
                context.Features.Set<IHttpWebSocketFeature>(new WebSocketCloseWatch(feature));
            }

            return next(context);
        });
        builder.RequestDelegate = pipeline.Build();
    });
}
