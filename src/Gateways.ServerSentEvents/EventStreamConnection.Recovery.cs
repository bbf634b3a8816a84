using Gateways.Connecting;
using Gateways.Connections;
using Gateways.Protocol;
using Gateways.Recovery;
using Gateways.ServerSentEvents.Protocol;

namespace Gateways.ServerSentEvents;

/// <content>
/// How a client begins to listen, and hears what it has missed. Where a log is kept, every client catches up: one that was away from where it was, one that is new from where it came in. So its id
/// never runs past an event that it was not sent.
/// </content>
internal sealed partial class EventStreamConnection
{
    private readonly string? _lastEventId;

    /// <summary>The namespace's events, where this transport's clients may come back; known when the client is let in.</summary>
    private MessageLog? _log;

    /// <summary>Where the log stood when the client was let in.</summary>
    private string? _place;

    /// <summary>The client has passed the guards: it joins its rooms, and what the connection hook emits comes after the stream's first bytes.</summary>
    protected override void OnAccepted(IGatewaySession session)
    {
        if (session.Log is not { } log || _options.Recovery is null)
        {
            IsCatchingUp = false;
            JoinRooms(session.Client);
            Enqueue(EventStreamText.Opening(_options.ChooseReconnectDelay()));
            if (_lastEventId is not null)
            {
                TellGap(id: null);
            }

            return;
        }

        lock (log.Gate)
        {
            // All that comes after this place reaches the client's rooms. Known before anything can fail: who is refused hears its own from there.
            (_log, _place, IsCatchingUp) = (log, log.Head, true);
            JoinRooms(session.Client);
            Enqueue(EventStreamText.Opening(_options.ChooseReconnectDelay()));
            if (_lastEventId is null)
            {
                Enqueue(EventStreamEvents.Place(_place));
            }
        }
    }

    protected override void CatchUp(IGatewaySession session, MessageLog log)
    {
        base.CatchUp(session, log);
        var place = _lastEventId ?? _place!;
        if (!TryReadMissed(place, out var missed))
        {
            place = TryReadMissed(_place!, out missed) ? _place! : log.Head;
            TellGap(place);
        }

        Replay(missed);
        if ((missed.Count > 0 ? missed[^1].Message.Offset : place) != log.Head)
        {
            Enqueue(EventStreamEvents.Place(log.Head));
        }

        bool TryReadMissed(string offset, out IReadOnlyList<LoggedMessage> missed) =>
            log.TryReadMissed(offset, session.ClientId, session.Client.UserIdentifier, session.Client.Rooms, Engine.Options.MaxOutboundBytes / 2, out missed);
    }

    /// <summary>What its hook has told a client that is refused in the end, it still hears, and nothing else.</summary>
    protected override void Refuse(IGatewaySession session, ConnectionRefusal refusal)
    {
        if (IsCatchingUp && _log is { } log)
        {
            lock (log.Gate)
            {
                IsCatchingUp = false;
                log.TryReadAfter(_place!, message => message.Scope.Clients.Contains(session.ClientId, StringComparer.Ordinal), out var own);
                Replay(own);
            }
        }

        base.Refuse(session, refusal);
    }

    private void JoinRooms(IGatewayClient client)
    {
        if (_rooms.Count > 0)
        {
            MessageLog.CompleteNow(client.JoinAsync(_rooms));
        }
    }

    private void TellGap(string? id)
    {
        using var gap = ScratchWriter.Rent();
        EventStreamEvents.WriteGap(gap, id);
        EnqueueCopy(gap.WrittenSpan);
    }

    private void Replay(IReadOnlyList<LoggedMessage> missed)
    {
        foreach (var logged in missed)
        {
            Enqueue(logged.Message.Encode(Codec));
        }
    }

    /// <summary>Also moves the client's place on, so that one who hears little is not taken for one who was away for long.</summary>
    private void KeepAlive()
    {
        if (Volatile.Read(ref _log) is not { } log)
        {
            Enqueue(Comment);
            return;
        }

        lock (log.Gate)
        {
            Enqueue(IsCatchingUp ? Comment : EventStreamEvents.Place(log.Head));
        }
    }
}
