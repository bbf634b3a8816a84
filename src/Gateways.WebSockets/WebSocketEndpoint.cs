using Gateways.Framing;
using Gateways.Hosting;
using Gateways.WebSockets.Protocol;
using Microsoft.AspNetCore.Http;

namespace Gateways.WebSockets;

/// <summary>Serves the plain WebSocket clients of one gateway.</summary>
internal sealed class WebSocketEndpoint(GatewayHost host, WebSocketTransportOptions options)
{
    private const string RetryAfterSeconds = "1";
    private readonly WebSocketCodec _codec = new(options.BareReturnValues);
    private readonly WebSocketLimits _limits = new(host.Engine.Options.MaxMessageBytes, options.MaxFragments, options.Compression);

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

        if (await WebSocketLink.AcceptAsync(context, host.Engine, _limits).ConfigureAwait(false) is not { } link)
        {
            return;
        }

        var connection = new WebSocketConnection(host.Engine, _codec, link);
        if (host.Connect(connection, request) is { } session)
        {
            await connection.RunAsync(session).ConfigureAwait(false);
        }
        else
        {
            connection.Close(CloseReason.ServerShutdown);
            await connection.Closing.ConfigureAwait(false);
            await link.LetGoAsync().ConfigureAwait(false);
        }
    }
}
