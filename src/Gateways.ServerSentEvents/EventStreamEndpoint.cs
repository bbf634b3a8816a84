using Gateways.Connecting;
using Gateways.Hosting;
using Gateways.Protocol;
using Gateways.ServerSentEvents.Protocol;
using Gateways.ServerSentEvents.Rooms;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Gateways.ServerSentEvents;

/// <summary>Serves the listening clients of one gateway.</summary>
internal sealed class EventStreamEndpoint(GatewayHost host, ServerSentEventsTransportOptions options, RoomPolicies policies)
{
    private readonly EventStreamCodec _codec = new(options.Recovery is not null);
    private readonly int _maxRooms = Math.Min(options.MaxRooms, host.Engine.Options.MaxRoomsPerClient);

    public async Task ServeAsync(HttpContext context)
    {
        if (!EventStreamRequest.IsRead(context.Request))
        {
            context.Response.Headers.Allow = "GET, HEAD";
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        if (!EventStreamRequest.Accepts(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status406NotAcceptable;
            return;
        }

        if (host.Engine.IsDraining)
        {
            await RefuseAsync(context, new ConnectionRefusal(CloseReason.ServerShutdown, CloseReason.ServerShutdown.Text)).ConfigureAwait(false);
            return;
        }

        IReadOnlyList<string> rooms = [];
        if (policies.AreOpen && RequestedRooms.Read(context.Request, _maxRooms, host.Engine.Options.MaxRoomNameLength, out rooms) is { } problem)
        {
            await RefuseAsync(context, new ConnectionRefusal(CloseReason.PolicyViolation, problem)).ConfigureAwait(false);
            return;
        }

        if (rooms.Count > 0 && !policies.AreChecked)
        {
            await RefuseAsync(context, new ConnectionRefusal(CloseReason.ServerShutdown, "The server is still starting.")).ConfigureAwait(false);
            return;
        }

        var request = host.CreateRequest(GatewayTransports.ServerSentEvents, context);
        request.Guard = rooms.Count == 0 ? null : (client, cancellationToken) => policies.AskAsync(rooms, client, cancellationToken);
        if (await AdmitAsync(request, context).ConfigureAwait(false))
        {
            await StreamAsync(context, request, rooms).ConfigureAwait(false);
        }
    }

    private async Task<bool> AdmitAsync(ConnectRequest request, HttpContext context)
    {
        try
        {
            if (await host.AdmitAsync(request, context.RequestAborted).ConfigureAwait(false) is not { } refusal)
            {
                return true;
            }

            await RefuseAsync(context, refusal).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // It has left before it was let in: there is nobody to answer.
        }

        return false;
    }

    /// <summary>
    /// Any status but 200 ends an EventSource for good: it never asks again. Who may come back is therefore let in as far as it takes to say so.
    /// <see href="https://html.spec.whatwg.org/multipage/server-sent-events.html#sse-processing-model">HTML, processing model</see>
    /// </summary>
    private async Task RefuseAsync(HttpContext context, ConnectionRefusal refusal)
    {
        if (!refusal.Reason.MayReconnect || HttpMethods.IsHead(context.Request.Method))
        {
            await refusal.WriteAsync(context.Response).ConfigureAwait(false);
            return;
        }

        WriteHead(context.Response);
        using var farewell = ScratchWriter.Rent();
        farewell.WriteBytes(EventStreamText.Opening(options.ChooseReconnectDelay()));
        EventStreamEvents.WriteDisconnect(farewell, refusal.Reason with { Text = refusal.Message });
        await context.Response.Body.WriteAsync(farewell.WrittenSpan.ToArray()).ConfigureAwait(false);
    }

    private async Task StreamAsync(HttpContext context, ConnectRequest request, IReadOnlyList<string> rooms)
    {
        var response = context.Response;
        WriteHead(response);
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();

        // A client that reads slowly is this library's affair: its own limits say when it is too slow, and the reason is named.
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }

        await response.StartAsync().ConfigureAwait(false);
        var connection = new EventStreamConnection(host, _codec, options, context, rooms);
        if (host.Connect(connection, request) is { } session)
        {
            await connection.RunAsync(session).ConfigureAwait(false);
        }
        else
        {
            connection.Close(CloseReason.ServerShutdown);
            await connection.RunAsync(session: null).ConfigureAwait(false);
        }
    }

    private static void WriteHead(HttpResponse response)
    {
        response.ContentType = EventStreamRequest.ContentType;
        response.Headers.CacheControl = "no-cache,no-store,no-transform";
        response.Headers.Pragma = "no-cache";
        response.Headers.ContentEncoding = "identity";
        response.Headers["X-Accel-Buffering"] = "no";
    }
}
