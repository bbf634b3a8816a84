using System.Buffers.Text;
using System.Diagnostics;
using Gateways.Diagnostics;
using Gateways.Hosting;
using Gateways.Protocol;
using Gateways.RateLimiting;

namespace Gateways.Dispatch;

/// <content>What the client sends, on its way to handlers.</content>
internal sealed partial class GatewayClient
{
    private readonly MessageLane _lane;
    private Dictionary<MessageHandler, MessageLane>? _handlerLanes;

    public ValueTask ReceiveAsync(in InboundMessage message)
    {
        switch (message.Kind)
        {
            case InboundMessageKind.Event:
                return ReceiveEventAsync(message);
            case InboundMessageKind.StreamItem or InboundMessageKind.StreamEnd or InboundMessageKind.StreamError:
                return ReceiveStreamAsync(message);
            case InboundMessageKind.Cancel:
                CancelCall(message.AckId);
                return default;
            default:
                ReceiveAck(message);
                return default;
        }
    }

    public void DropMalformed() => Engine.Metrics.MessageDropped(Transport, DropReason.Malformed);

    /// <summary>A message that only middleware has seen, since no handler is there for it.</summary>
    public void OnUnknown(DispatchContext message) => RefuseUnknown(message.AckHandle.TryClaim() ? message.AckId : default);

    private ValueTask ReceiveEventAsync(in InboundMessage message)
    {
        if (!DispatchContext.FitsAckId(message.AckId))
        {
            DropMalformed();
            return default;
        }

        var isName = message.EventName.Length <= Engine.Options.MaxEventNameLength;
        var handler = default(MessageHandler);
        var count = isName ? Host.Find(message.EventName, out handler) : 0;
        if (Host.RateLimiter is { } limiter && !limiter.TryAcquire(this, handler, out var refusal))
        {
            RefuseByRate(message.AckId, refusal, limiter.Rejection);
            return default;
        }

        switch (count)
        {
            case 0 when isName && Host.WatchesUnknown:
                Engine.Metrics.MessageDropped(Transport, DropReason.UnknownEvent);
                return AcceptAsync(message, null, null);
            case 0:
                Engine.Metrics.MessageDropped(Transport, DropReason.UnknownEvent);
                RefuseUnknown(message.AckId);
                return default;
            case 1 when message.StreamIds is { } ids && ids.Length != handler!.Descriptor.StreamCount:
                RefuseStreams(message.AckId, handler);
                return default;
            case 1:
                return AcceptAsync(message, handler, null);
            default:
                return AcceptAllAsync(message, count);
        }
    }

    /// <summary>Several gateways have a handler: each gets the message, in the order in which they were added.</summary>
    private ValueTask AcceptAllAsync(in InboundMessage message, int count)
    {
        var shared = new SharedAck(count);
        var room = default(ValueTask);
        foreach (var member in Host.Members)
        {
            if (GatewayHost.Find(member, message.EventName) is { } handler)
            {
                var accepted = AcceptAsync(message, handler, shared);
                room = accepted.IsCompletedSuccessfully ? room : accepted;
            }
        }

        return room;
    }

    private ValueTask AcceptAsync(in InboundMessage message, MessageHandler? handler, SharedAck? shared)
    {
        Watch?.OnActive();
        var context = DispatchContext.Rent(this, handler, message);
        context.Shared = shared;
        if (handler is not null)
        {
            Engine.Metrics.MessageReceived(Transport, Space.Path, handler.EventName);
        }

        if (Host.MustRetainBody)
        {
            context.RetainBody();
        }

        if (message.WantsStream || message.StreamIds is not null)
        {
            AttachStreams(context, message);
        }

        if (GatewayActivities.AreWanted)
        {
            // The activity belongs to the message, not to the transport's read loop: what was current before is current again after.
            var before = Activity.Current;
            context.Activity = GatewayActivities.StartReceive(Space.Path, handler?.EventName ?? "unknown", message.TraceParent);
            Activity.Current = before;
        }

        return (handler is { MaxConcurrency: > 0 } ? LaneOf(handler) : _lane).AcceptAsync(context);
    }

    private MessageLane LaneOf(MessageHandler handler)
    {
        // Only the transport's read loop comes here, but the end of the client reads the lanes too.
        lock (_lane)
        {
            if (_lane.IsStopped)
            {
                // All lanes are, and a new one would not be.
                return _lane;
            }

            _handlerLanes ??= [];
            if (!_handlerLanes.TryGetValue(handler, out var lane))
            {
                _handlerLanes[handler] = lane = new MessageLane(this, handler.MaxConcurrency);
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
            && acks.TryComplete(id, message.Body, message.Kind == InboundMessageKind.AckError, message.Arguments);
        if (!isOurs)
        {
            // Late, repeated or made up: nobody waits for it.
            Engine.Metrics.MessageDropped(Transport, DropReason.UnknownAck);
        }
    }

    private void RefuseByRate(ReadOnlySpan<byte> ackId, ReadOnlySpan<byte> refusal, RateLimitRejection rejection)
    {
        Engine.Metrics.MessageDropped(Transport, DropReason.RateLimited);
        Refuse(ackId, refusal, MessageRateLimiter.Text, tellsEvent: rejection == RateLimitRejection.Exception);
        if (rejection == RateLimitRejection.Close)
        {
            _connection.CloseClient(this, CloseReason.PolicyViolation with { Text = MessageRateLimiter.Text });
        }
    }

    private void RefuseStreams(ReadOnlySpan<byte> ackId, MessageHandler handler)
    {
        if (ackId.IsEmpty)
        {
            DropMalformed();
            return;
        }

        ReplyAckError(ackId, new WsException($"'{handler.EventName}' takes {handler.Descriptor.StreamCount} streams"));
    }

    private void RefuseUnknown(ReadOnlySpan<byte> ackId)
    {
        var policy = Host.Settings.UnknownEvents;
        var isAnswered = policy != UnknownEventPolicy.Ignore || _connection.Codec.HasFailedAcks;
        Refuse(isAnswered ? ackId : default, ExceptionPayload.UnknownEvent, ExceptionPayload.UnknownEventText, tellsEvent: policy == UnknownEventPolicy.Exception);
        if (policy == UnknownEventPolicy.Close)
        {
            _connection.CloseClient(this, CloseReason.PolicyViolation with { Text = ExceptionPayload.UnknownEventText });
        }
    }

    /// <summary>Answers a message that goes nowhere.</summary>
    private void Refuse(ReadOnlySpan<byte> ackId, ReadOnlySpan<byte> payload, string text, bool tellsEvent)
    {
        using var frame = ScratchWriter.Rent();
        if (tellsEvent)
        {
            _connection.Codec.WriteEvent(frame, ExceptionFrame(payload));
        }

        if (!ackId.IsEmpty && !Engine.Options.NestCompat.OmitErrorAcks)
        {
            _connection.Codec.WriteAckError(frame, ackId, payload, text);
        }

        if (frame.WrittenSpan.Length > 0)
        {
            _connection.Reply(frame.WrittenSpan);
        }
    }
}
