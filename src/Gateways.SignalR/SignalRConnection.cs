using Gateways.Connections;
using Gateways.Hosting;
using Gateways.Protocol;
using Gateways.SignalR.Protocol;
using Microsoft.AspNetCore.Connections.Abstractions;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;

namespace Gateways.SignalR;

/// <summary>A SignalR client's connection: its frames go to the session, its batches to SignalR's own write path.</summary>
internal sealed class SignalRConnection : GatewayConnection
{
    private readonly HubConnectionContext _hub;
    private readonly OutboundBatchMessage _batch = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _saidGoodbye;

    public SignalRConnection(GatewayEngine engine, HubConnectionContext hub)
        : base(engine, hub.ConnectionId)
    {
        _hub = hub;
#pragma warning disable CA2252 // The feature is a preview one; only its presence is of interest here.
        IsResumable = hub.Features.Get<IStatefulReconnectFeature>() is not null;
#pragma warning restore CA2252
    }

    public override GatewayTransports Transport => GatewayTransports.SignalR;

    public override IProtocolCodec Codec => SignalRCodec.Instance;

    protected override CancellationToken LinkLost => _hub.GetHttpContext()?.RequestAborted ?? default;

    public IGatewaySession? Session { get; set; }

    /// <summary>Whether the client may resume after a loss, so that SignalR counts its messages and may see one twice.</summary>
    public bool IsResumable { get; }

    /// <summary>Whether anybody listens to activities, so that a trace context is worth reading.</summary>
    public bool WantsTrace => Engine.IsTraced;

    /// <summary>Why the client has left, as far as it has said.</summary>
    public CloseReason LeaveReason => CloseReason ?? (_saidGoodbye ? CloseReason.ClientDisconnect : CloseReason.ConnectionLost);

    /// <summary>Takes a frame, on SignalR's read loop.</summary>
    public Task ReceiveAsync(HubCall call)
    {
        BeginBatch();
        ValueTask accepted;
        try
        {
            accepted = Session is null || CloseReason is not null ? default : Deliver(call);
        }
        finally
        {
            var isLast = call.IsLast;
            call.Release();
            if (isLast)
            {
                EndBatch();
            }
        }

        if (accepted.IsCompletedSuccessfully)
        {
            return Task.CompletedTask;
        }

        EndBatch();
        return WaitForRoomAsync(accepted);
    }

    /// <summary>The client has sent SignalR's close.</summary>
    public void OnClientClose() => _saidGoodbye = true;

    /// <summary>The link has ended. Over WebSocket a close frame is a goodbye too; over SignalR's other transports, an end without an error is.</summary>
    public void OnLinkEnded(Exception? error)
    {
        var request = _hub.GetHttpContext();
        _saidGoodbye |= request?.Features.Get<IHttpWebSocketFeature>() is WebSocketCloseWatch { Socket: { } socket }
            ? socket.CloseStatus is not null
            : error is null && request is not { RequestAborted.IsCancellationRequested: true };
    }

    /// <summary>SignalR is done with the connection.</summary>
    public void OnEnded()
    {
        _ended.TrySetResult();
        Abandon();
    }

    protected override ValueTask WriteBatchAsync(OutboundBatch batch)
    {
        if (IsResumable)
        {
            return WriteRecordsAsync(batch);
        }

        _batch.Batch = batch;
        return _hub.WriteAsync(_batch);
    }

    protected override void WriteGoodbye(ScratchWriter output, CloseReason reason) => SignalRCodec.WriteClose(output, reason);

    protected override Task EndAsync(CloseReason reason)
    {
        _hub.Abort();
        return _ended.Task;
    }

    protected override void Abort()
    {
        _hub.Abort();
        _hub.Features.Get<IConnectionLifetimeFeature>()?.Abort();
    }

    /// <summary>SignalR numbers what it may have to send again, so each message goes to it alone, in memory that is its own.</summary>
    private async ValueTask WriteRecordsAsync(OutboundBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            for (var rest = batch[i]; rest.Length > 0;)
            {
                var length = rest.Span.IndexOf(SignalRCodec.RecordSeparator) + 1;
                var record = rest[..length].ToArray();
                rest = rest[length..];
                await (record.AsSpan().StartsWith("{\"type\":7"u8)
                    ? _hub.WriteAsync(new EncodedControl(record))
                    : _hub.WriteAsync(new EncodedInvocation(record))).ConfigureAwait(false);
            }
        }
    }

    private ValueTask Deliver(HubCall call)
    {
        var frame = call.Frame;
        var id = frame.Span[call.InvocationIdText];
        return call.Kind switch
        {
            HubCallKind.Answer => Session!.ReceiveAsync(new InboundMessage
            {
                Kind = call.IsError ? InboundMessageKind.AckError : InboundMessageKind.Ack,
                Body = frame[call.Body],
                AckId = id[2..^1],
            }),
            HubCallKind.StreamItem => Session!.ReceiveAsync(new InboundMessage { Kind = InboundMessageKind.StreamItem, Body = frame[call.Body], AckId = id[1..^1] }),
            HubCallKind.StreamEnd => Session!.ReceiveAsync(new InboundMessage
            {
                Kind = call.IsError ? InboundMessageKind.StreamError : InboundMessageKind.StreamEnd,
                Body = call.IsError ? JsonText.Decode(frame.Span[call.Body][1..^1]) : default,
                AckId = id[1..^1],
            }),
            HubCallKind.Cancel => Session!.ReceiveAsync(new InboundMessage { Kind = InboundMessageKind.Cancel, AckId = id }),
            _ => Session!.ReceiveAsync(new InboundMessage
            {
                Kind = InboundMessageKind.Event,
                EventName = call.IsTargetEscaped ? JsonText.Decode(frame.Span[call.Target]) : frame.Span[call.Target],
                Body = frame[call.Body],
                HasSingleArgument = call.ArgumentCount == 1,
                AckId = id,
                WantsStream = call.WantsStream,
                StreamIds = call.StreamIds,
                TraceParent = call.TraceParent,
            }),
        };
    }
}
