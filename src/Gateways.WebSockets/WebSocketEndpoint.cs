using Gateways.Framing;
using Gateways.Hosting;
using Gateways.WebSockets.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Gateways.WebSockets;

/// <summary>Serves the plain WebSocket clients of one gateway.</summary>
internal sealed class WebSocketEndpoint(GatewayHost host, WebSocketTransportOptions options)
{
    private const string RetryAfterSeconds = "1";
    private readonly WebSocketCodec _codec = new(options.BareReturnValues);

    public async Task ServeAsync(HttpContext context)
    {
        if (host.Engine.IsDraining)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
            return;
        }

        var request = host.CreateRequest(GatewayTransports.WebSocket, context);
        if (await host.AdmitAsync(request, context.RequestAborted).ConfigureAwait(false) is { } refusal)
        {
            await refusal.WriteAsync(context.Response).ConfigureAwait(false);
            return;
        }

        if (await AcceptAsync(context).ConfigureAwait(false) is not { } connection)
        {
            return;
        }

        context.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        if (host.Connect(connection, request) is { } session)
        {
            await connection.RunAsync(session).ConfigureAwait(false);
        }
        else
        {
            connection.Close(CloseReason.ServerShutdown);
            await connection.Closing.ConfigureAwait(false);
        }
    }

    private async Task<WebSocketConnection?> AcceptAsync(HttpContext context)
    {
        var wantsCompression = options.Compression && context.WebSockets.IsWebSocketRequest;
        if (!wantsCompression && context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } upgrade)
        {
            if (WebSocketUpgrade.Check(context.Request) is { } status)
            {
                WebSocketUpgrade.Refuse(context.Response, status);
                return null;
            }

            return Framed(context, await WebSocketUpgrade.AcceptAsync(context, upgrade).ConfigureAwait(false));
        }

        if (!wantsCompression && context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true, Protocol: "websocket" } connect)
        {
            return Framed(context, await connect.AcceptAsync().ConfigureAwait(false));
        }

        if (!context.WebSockets.IsWebSocketRequest)
        {
            WebSocketUpgrade.Refuse(context.Response, StatusCodes.Status426UpgradeRequired);
            return null;
        }

        // .NET's WebSocket keeps pongs to itself, so pinging is its affair here.
        var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = WebSocketUpgrade.SelectProtocol(context.Request),
            KeepAliveInterval = host.Engine.Options.KeepAliveInterval,
            KeepAliveTimeout = host.Engine.Options.ClientTimeout,
            DangerousEnableCompression = options.Compression,
        }).ConfigureAwait(false);
        return new ManagedConnection(host.Engine, _codec, socket, context, options.MaxFragments);
    }

    private FramedConnection Framed(HttpContext context, Stream stream) => new(host.Engine, _codec, stream, context, options.MaxFragments);
}
