using System.Buffers.Text;
using System.Diagnostics;
using Gateways.Diagnostics;
using Gateways.Infrastructure;
using Gateways.Protocol;

namespace Gateways.Dispatch;

internal sealed partial class GatewayClient
{
    private readonly MessageLane _lane;
    private Dictionary<int, MessageLane>? _handlerLanes;

    public ValueTask ReceiveAsync(in InboundMessage message)
    {
        if (message.Kind != InboundMessageKind.Event)
        {
            ReceiveAck(message);
            return default;
        }

        var handler = message.EventName.Length <= Engine.Options.MaxEventNameLength ? Host.FindHandler(message.EventName) : -1;
        if (handler < 0)
        {
            ReceiveUnknown(message);
            return default;
        }

        if (!DispatchContext.FitsAckId(message.AckId))
        {
            DropMalformed();
            return default;
        }

        var descriptor = Host.Descriptor.Handlers[handler];
        Engine.Metrics.MessageReceived(Transport, Namespace, descriptor.EventName);
        var context = DispatchContext.Rent(this, handler, message);
        if (Host.MustRetainBody)
        {
            context.RetainBody();
        }

        if (GatewayActivities.AreWanted)
        {
            // The activity belongs to the message, not to the transport's read loop: what was current before is current again after.
            var before = Activity.Current;
            context.Activity = GatewayActivities.StartReceive(Namespace, descriptor.EventName, message.TraceParent);
            Activity.Current = before;
        }

        return (descriptor.MaxConcurrency == 0 ? _lane : LaneOf(handler, descriptor)).AcceptAsync(context);
    }

    public void DropMalformed() => Engine.Metrics.MessageDropped(Transport, DropReason.Malformed);

    /// <summary>A handler has ended: its client gets what it is owed.</summary>
    public void Complete(DispatchContext context, MessageResult result, Exception? error)
    {
        var outcome = "ok";
        if (error is not null)
        {
            outcome = IsDeparture(error) ? "cancelled" : "error";
            context.Activity?.SetStatus(ActivityStatusCode.Error, error.GetType().Name);
        }

        if (context.Started != 0)
        {
            Engine.Metrics.HandlerEnded(Stopwatch.GetElapsedTime(context.Started), Namespace, Host.Descriptor.Handlers[context.Handler].EventName, outcome);
            context.Started = 0;
        }

        context.Activity?.Stop();
        try
        {
            switch (outcome)
            {
                case "ok":
                    Reply(context, result);
                    break;
                case "error":
                    ReplyError(context, error!);
                    break;
            }
        }
        catch (Exception failure)
        {
            // The client's next messages must not suffer for the reply to this one.
            Log.ReplyFailed(Engine.DispatchLogger, Namespace, Id, failure);
        }
    }

    private bool IsDeparture(Exception error) => error is OperationCanceledException && !IsConnected;

    private MessageLane LaneOf(int handler, MessageHandlerDescriptor descriptor)
    {
        // Only the transport's read loop comes here, but the end of the client reads the lanes too.
        lock (this)
        {
            _handlerLanes ??= [];
            if (!_handlerLanes.TryGetValue(handler, out var lane))
            {
                _handlerLanes[handler] = lane = new MessageLane(this, descriptor.MaxConcurrency);
                if (_isOpen)
                {
                    lane.Open();
                }
            }

            return lane;
        }
    }

    private void ReceiveAck(in InboundMessage message)
    {
        var isOurs = Utf8Parser.TryParse(message.AckId, out long id, out var used)
            && used == message.AckId.Length
            && _acks is { } acks
            && acks.TryComplete(id, message.Body, message.Kind == InboundMessageKind.AckError);
        if (!isOurs)
        {
            // Late, repeated or made up: nobody waits for it.
            Engine.Metrics.MessageDropped(Transport, DropReason.UnknownAck);
        }
    }

    private void ReceiveUnknown(in InboundMessage message)
    {
        Engine.Metrics.MessageDropped(Transport, DropReason.UnknownEvent);
        if (message.AckId.IsEmpty || !DispatchContext.FitsAckId(message.AckId))
        {
            return;
        }

        using var frame = ScratchWriter.Rent();
        _connection.Codec.WriteAckError(frame, message.AckId, ExceptionPayload.UnknownEvent, ExceptionPayload.UnknownEventText);
        _connection.Reply(frame.WrittenSpan);
    }

    private void Reply(DispatchContext context, MessageResult result)
    {
        var codec = _connection.Codec;
        using var frame = ScratchWriter.Rent();
        switch (result.Kind)
        {
            case MessageResultKind.Event:
                codec.WriteEvent(frame, new EventFrame { Namespace = Namespace, EventName = EventNames.ToJson(result.EventName!), Arguments = context.Result, ArgumentCount = 1 });
                Engine.Metrics.MessageSent(Transport, Namespace, result.EventName!);
                break;
            case MessageResultKind.Value when context.WantsAck:
                codec.WriteAck(frame, context.AckId, context.Result);
                break;
            case MessageResultKind.Value when !codec.TryWriteValue(frame, context.Result):
                return;
        }

        if (context.WantsAck && result.Kind != MessageResultKind.Value)
        {
            codec.WriteAck(frame, context.AckId, default);
        }

        if (frame.WrittenSpan.Length > 0)
        {
            _connection.Reply(frame.WrittenSpan);
        }
    }

    private void ReplyError(DispatchContext context, Exception error)
    {
        var eventName = Host.Descriptor.Handlers[context.Handler].EventName;
        if (error is not WsException)
        {
            Log.HandlerFailed(Engine.DispatchLogger, Namespace, eventName, Id, error);
        }

        var codec = _connection.Codec;
        using var payload = ScratchWriter.Rent();
        var text = ExceptionPayload.Write(payload, error, Host.Namespace.Json, Engine.IncludeCause, eventName, context.RawBody, Engine.DispatchLogger);
        using var frame = ScratchWriter.Rent();
        codec.WriteEvent(frame, new EventFrame { Namespace = Namespace, EventName = "\"exception\""u8, Arguments = payload.WrittenSpan, ArgumentCount = 1 });
        if (context.WantsAck)
        {
            codec.WriteAckError(frame, context.AckId, payload.WrittenSpan, text);
        }

        _connection.Reply(frame.WrittenSpan);
    }
}
