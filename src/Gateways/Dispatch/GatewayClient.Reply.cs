using System.Diagnostics;
using System.Text;
using Gateways.Infrastructure;
using Gateways.Protocol;

namespace Gateways.Dispatch;

/// <content>What the client gets for what it has sent.</content>
internal sealed partial class GatewayClient
{
    /// <summary>A handler has ended, or its stream has: its client gets what it is owed, and the message is over.</summary>
    public void Finish(DispatchContext message, MessageResult result, Exception? error)
    {
        var outcome = error is null ? "ok" : IsDeparture(error) || message.Cancellation is { Token.IsCancellationRequested: true } ? "cancelled" : "error";
        try
        {
            Observe(message, outcome, error);
            switch (outcome)
            {
                case "ok":
                    Reply(message, result);
                    break;
                case "error":
                    ReplyError(message, error!);
                    break;
                case "cancelled" when IsConnected:
                    Reply(message, MessageResult.Empty);
                    break;
            }
        }
        catch (Exception failure)
        {
            // The client's next messages must not suffer for the reply to this one.
            Log.ReplyFailed(Engine.DispatchLogger, Space.Path, Id, failure);
        }
        finally
        {
            Forget(message);
            message.Return();
        }
    }

    /// <summary>Tells whoever measures; their code runs here.</summary>
    private void Observe(DispatchContext message, string outcome, Exception? error)
    {
        try
        {
            if (error is not null)
            {
                message.Activity?.SetStatus(ActivityStatusCode.Error, error.GetType().Name);
            }

            if (message.Started != 0)
            {
                Engine.Metrics.HandlerEnded(Stopwatch.GetElapsedTime(message.Started), Space.Path, message.Handler?.EventName ?? "unknown", outcome);
                message.Started = 0;
            }

            message.Activity?.Stop();
        }
        catch (Exception failure)
        {
            Log.ObserverFailed(Engine.DispatchLogger, Space.Path, Id, failure);
        }
    }

    /// <summary>Whether an error is only that the client has left.</summary>
    public bool IsDeparture(Exception error) => error is OperationCanceledException && !IsConnected;

    public void ReplyAck(ReadOnlySpan<byte> ackId, in AckFrame ack)
    {
        using var frame = ScratchWriter.Rent();
        _connection.Codec.WriteAck(frame, ackId, ack);
        _connection.Reply(frame.WrittenSpan);
    }

    public void ReplyAckError(ReadOnlySpan<byte> ackId, WsException error)
    {
        using var payload = ScratchWriter.Rent();
        var text = ExceptionPayload.Write(payload, error, Engine.Json, includeCause: false, "", default, Engine.DispatchLogger);
        using var frame = ScratchWriter.Rent();
        _connection.Codec.WriteAckError(frame, ackId, payload.WrittenSpan, text);
        _connection.Reply(frame.WrittenSpan);
    }

    public void ReplyEvent(string eventName, ScratchWriter payload) => ReplyEvent(eventName, payload.WrittenSpan, payload.Binaries);

    /// <summary>
    /// An event for this client alone, as the answer to what it sent. No log has it; but a client that keeps its place takes the place from any event, so where there is a log the event
    /// says where its client stands.
    /// </summary>
    private void ReplyEvent(string eventName, ReadOnlySpan<byte> payload, ReadOnlySpan<BinaryPlace> binaries)
    {
        using var frame = ScratchWriter.Rent();
        if (Space.Log is not { } log)
        {
            WriteEvent(frame, eventName, payload, binaries, place: null);
            _connection.Reply(frame.WrittenSpan);
            return;
        }

        lock (log.Gate)
        {
            WriteEvent(frame, eventName, payload, binaries, log.Head);
            _connection.Reply(frame.WrittenSpan);
        }
    }

    public void ReplyStreamItem(ReadOnlySpan<byte> ackId, ReadOnlySpan<byte> value)
    {
        using var frame = ScratchWriter.Rent();
        _connection.Codec.WriteStreamItem(frame, ackId, value);
        _connection.Reply(frame.WrittenSpan);
    }

    public void ReplyValue(ReadOnlySpan<byte> value)
    {
        using var frame = ScratchWriter.Rent();
        if (_connection.Codec.TryWriteValue(frame, value))
        {
            _connection.Reply(frame.WrittenSpan);
        }
    }

    private void Reply(DispatchContext message, MessageResult result)
    {
        if (message is { WantsStream: true, Stream: null })
        {
            ReplyAckError(message.AckId, new WsException($"'{message.EventName}' returns no stream"));
            return;
        }

        // Before the other frame is rented: a thread keeps two buffers, and the result may be in the first.
        if (result.Kind == MessageResultKind.Event)
        {
            ReplyEvent(result.EventName!, message.Result, message.ResultBinaries);
        }

        if (message.WantsAck)
        {
            var isEmpty = result.Kind != MessageResultKind.Value;
            if (ClaimsAck(message, isEmpty))
            {
                ReplyAck(message.AckId, isEmpty ? new AckFrame { Value = default } : message.ResultAsAck);
            }
        }
        else if (result.Kind == MessageResultKind.Value)
        {
            ReplyValue(message.Result);
        }
    }

    private bool ClaimsAck(DispatchContext message, bool isEmpty)
    {
        if (message.IsAckTaken)
        {
            // The handler answers itself, perhaps later. It does not count as one that has ended: nobody is to end the ack empty before it.
            return false;
        }

        if (message.Shared is { } shared && !shared.TryEnd(isEmpty))
        {
            return false;
        }

        return !(isEmpty && Engine.Options.NestCompat.OmitEmptyAcks && !message.WantsStream) && message.TryClaimAck();
    }

    private void ReplyError(DispatchContext message, Exception error)
    {
        var eventName = message.Handler?.EventName ?? "unknown";
        if (error is not WsException)
        {
            Log.HandlerFailed(Engine.DispatchLogger, Space.Path, eventName, Id, error);
        }

        var codec = _connection.Codec;
        using var payload = ScratchWriter.Rent();
        var text = ExceptionPayload.Write(payload, error, Engine.Json, Engine.IncludeCause, message.EventName, message.RawBody, Engine.DispatchLogger);
        using var frame = ScratchWriter.Rent();
        if (!message.IsToldByFilter)
        {
            codec.WriteEvent(frame, ExceptionFrame(payload.WrittenSpan));
        }

        var omitsAck = Engine.Options.NestCompat.OmitErrorAcks && !message.WantsStream;
        if (message.WantsAck && !omitsAck && (message.Shared?.TryEnd(isEmpty: false) ?? true) && message.TryClaimAck())
        {
            codec.WriteAckError(frame, message.AckId, payload.WrittenSpan, text);
        }

        if (frame.WrittenSpan.Length > 0)
        {
            _connection.Reply(frame.WrittenSpan);
        }
    }

    private void WriteEvent(ScratchWriter frame, string eventName, ReadOnlySpan<byte> payload, ReadOnlySpan<BinaryPlace> binaries, string? place)
    {
        _connection.Codec.WriteEvent(frame, new EventFrame
        {
            Namespace = Space.Path,
            EventName = EventNames.Shared.ToJson(eventName),
            Arguments = payload,
            ArgumentCount = 1,
            Binaries = binaries,
            Offset = place is null ? default : Encoding.ASCII.GetBytes(place),
        });
        Engine.Metrics.MessageSent(Transport, Space.Path, eventName);
    }

    private EventFrame ExceptionFrame(ReadOnlySpan<byte> payload) =>
        new() { Namespace = Space.Path, EventName = "\"exception\""u8, Arguments = payload, ArgumentCount = 1 };
}
