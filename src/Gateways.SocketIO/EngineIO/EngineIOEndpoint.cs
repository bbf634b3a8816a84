using Gateways.Framing;
using Gateways.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.Logging;

namespace Gateways.SocketIO.EngineIO;

/// <summary>Serves the requests of one path. Which check comes first is part of the protocol: clients and tests tell faults by their codes.</summary>
/// <param name="server">The sessions.</param>
/// <param name="path">The only path that is served, trailing slash included.</param>
/// <param name="isOriginAllowed">Whether the page a request comes from may connect.</param>
internal sealed partial class EngineIOEndpoint(EngineIOServer server, PathString path, Func<HttpRequest, bool> isOriginAllowed)
{
    private const string RetryAfterSeconds = "1";

    public Task ServeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!request.Path.Value!.EndsWith(path.Value!, StringComparison.OrdinalIgnoreCase))
        {
            // Routing does not tell a path with a trailing slash from one without.
            return EngineIOAnswers.StatusAsync(context, StatusCodes.Status404NotFound);
        }

        var query = EngineIOQuery.Read(request);
        if ((server.Options.Transports & query.Transport) == EngineIOTransports.None)
        {
            return RefuseAsync(context, EngineIOError.UnknownTransport);
        }

        if (HasIllegalOrigin(request))
        {
            return RefuseAsync(context, EngineIOError.BadRequest with { Name = "INVALID_ORIGIN" });
        }

        if (!isOriginAllowed(request))
        {
            return RefuseAsync(context, EngineIOError.ForeignOrigin);
        }

        return query.Sid.Length == 0 ? ShakeHandsAsync(context, query) : ContinueAsync(context, query);
    }

    private Task ContinueAsync(HttpContext context, in EngineIOQuery query)
    {
        if (server.Find(query.Sid) is not { } session)
        {
            return RefuseAsync(context, EngineIOError.UnknownSession);
        }

        if (!session.IsOf(GatewayHost.UserOf(context)))
        {
            return RefuseAsync(context, EngineIOError.Forbidden with { Name = "ANOTHER_USER" });
        }

        var isWebSocket = WebSocketLink.IsRequest(context);
        if (isWebSocket != (query.Transport == EngineIOTransports.WebSocket) || (!isWebSocket && !session.IsPolling))
        {
            return RefuseAsync(context, EngineIOError.BadRequest with { Name = "TRANSPORT_MISMATCH" });
        }

        if ((isWebSocket && !server.Options.AllowUpgrades) || !query.IsVersionSupported)
        {
            return RefuseAsync(context, EngineIOError.BadRequest);
        }

        if (isWebSocket)
        {
            return UpgradeAsync(context, session);
        }

        if (HttpMethods.IsGet(context.Request.Method))
        {
            context.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
            return session.PollAsync(context);
        }

        return HttpMethods.IsPost(context.Request.Method)
            ? session.PostAsync(context)
            : EngineIOAnswers.StatusAsync(context, StatusCodes.Status500InternalServerError);
    }

    /// <summary>Nothing waits here while a connection lasts, unless the application itself takes its time to decide.</summary>
    private Task ShakeHandsAsync(HttpContext context, EngineIOQuery query)
    {
        var check = CheckHandshakeAsync(context, query);
        return check.IsCompletedSuccessfully ? OpenAsync(context, query, check.Result) : WaitAsync();

        async Task WaitAsync() => await OpenAsync(context, query, await check.ConfigureAwait(false)).ConfigureAwait(false);
    }

    private Task OpenAsync(HttpContext context, in EngineIOQuery query, EngineIOError? error)
    {
        if (error is not null)
        {
            return RefuseAsync(context, error);
        }

        if (server.Engine.IsDraining)
        {
            RefuseStopping(context);
            return Task.CompletedTask;
        }

        return query.Transport == EngineIOTransports.WebSocket ? OpenWebSocketAsync(context) : OpenPollingAsync(context);
    }

    private async ValueTask<EngineIOError?> CheckHandshakeAsync(HttpContext context, EngineIOQuery query)
    {
        var isWebSocket = WebSocketLink.IsRequest(context);
        if (!HttpMethods.IsGet(context.Request.Method) && !(isWebSocket && HttpMethods.IsConnect(context.Request.Method)))
        {
            return EngineIOError.BadHandshakeMethod;
        }

        if (isWebSocket != (query.Transport == EngineIOTransports.WebSocket))
        {
            return EngineIOError.BadRequest with { Name = "TRANSPORT_HANDSHAKE_ERROR" };
        }

        if (server.Options.AllowRequest is { } allow && await allow(context).ConfigureAwait(false) is { } refusal)
        {
            return EngineIOError.Forbidden with { Message = refusal.Length == 0 ? EngineIOError.Forbidden.Message : refusal };
        }

        return query.IsVersionSupported ? null : EngineIOError.UnsupportedVersion;
    }

    private async Task OpenPollingAsync(HttpContext context)
    {
        if (!server.TryOpen(context, out var session))
        {
            RefuseStopping(context);
            return;
        }

        if (server.Options.Cookie is { } cookie)
        {
            context.Response.Cookies.Append(cookie.Name ?? "io", session.Sid, EngineIOCookie.Build(cookie, context));
        }

        session.Open();
        await session.PollAsync(context).ConfigureAwait(false);
    }

    /// <summary>As <see cref="ShakeHandsAsync"/>: nothing of this stays while the connection lasts.</summary>
    private Task OpenWebSocketAsync(HttpContext context)
    {
        var accepting = WebSocketLink.AcceptAsync(context, server.Engine, server.Limits);
        return accepting.IsCompletedSuccessfully ? RunWebSocketAsync(context, accepting.Result) : WaitAsync();

        async Task WaitAsync() => await RunWebSocketAsync(context, await accepting.ConfigureAwait(false)).ConfigureAwait(false);
    }

    private Task RunWebSocketAsync(HttpContext context, WebSocketLink? link)
    {
        if (link is null)
        {
            return Task.CompletedTask;
        }

        return server.TryOpen(context, out var session) ? new EngineIOWebSocket(session, link).RunAsTransportAsync() : EngineIOWebSocket.RefuseAsync(link);
    }

    private async Task UpgradeAsync(HttpContext context, EngineIOSession session)
    {
        session.BeginUpgradeRequest();
        try
        {
            if (await WebSocketLink.AcceptAsync(context, server.Engine, server.Limits).ConfigureAwait(false) is { } link)
            {
                var socket = new EngineIOWebSocket(session, link);
                await socket.RunAsUpgradeAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            session.EndUpgradeRequest();
        }
    }

    /// <summary>Node has an event for it; its origin and address are in the server's own log.</summary>
    private Task RefuseAsync(HttpContext context, EngineIOError error)
    {
        Log.Refused(server.Engine.Logger, path, error.Code, error.Name, error.Message);
        return EngineIOAnswers.RefuseAsync(context, error);
    }

    private static void RefuseStopping(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
    }

    /// <summary>What no header may hold; Node would fail when it echoes it.</summary>
    private static bool HasIllegalOrigin(HttpRequest request)
    {
        foreach (var origin in request.Headers.Origin)
        {
            foreach (var character in origin ?? "")
            {
                if (character is (< ' ' and not '\t') or '\u007f' or > '\u00ff')
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static partial class Log
    {
        [LoggerMessage(1304, LogLevel.Debug, "{Path}: a request was refused with code {Code} ({Name}), {Message}.")]
        public static partial void Refused(ILogger logger, PathString path, int code, string name, string message);
    }
}
