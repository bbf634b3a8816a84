using Gateways.Connections;
using Gateways.Protocol;
using Gateways.Recovery;
using Gateways.ServerSentEvents.Protocol;

namespace Gateways.ServerSentEvents;

/// <content>How a client begins to listen, and hears what it has missed.</content>
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
        if (_options.Recovery is null || session.Log is not { } log)
        {
            IsCatchingUp = false;
            Open(session, place: null);
            return;
        }

        lock (log.Gate)
        {
            // All that comes after this place reaches the client's rooms.
            _log = log;
            Open(session, log.Head);
        }
    }

    protected override void CatchUp(IGatewaySession session, MessageLog log)
    {
        base.CatchUp(session, log);
        var (client, rooms) = (session.Client, session.Client.Rooms);
        if (!log.TryReadAfter(_lastEventId!, IsForClient, out var missed) || missed.Sum(static message => (long)message.Bytes) > Engine.Options.MaxOutboundBytes / 2)
        {
            TellGap(_place);
            log.TryReadAfter(_place!, IsForClient, out missed);
        }

        Replay(missed);

        bool IsForClient(LoggedMessage message) => message.IsFor(session.ClientId, client.UserIdentifier, rooms);
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

    private void Open(IGatewaySession session, string? place)
    {
        if (_rooms.Count > 0)
        {
            var joined = session.Client.JoinAsync(_rooms);
            if (!joined.IsCompleted)
            {
                throw new NotSupportedException("Joining rooms by query needs an adapter that joins at once.");
            }

            joined.GetAwaiter().GetResult();
        }

        _place = place;
        Enqueue(EventStreamText.Opening(_options.ReconnectDelay));
        if (IsCatchingUp)
        {
            return;
        }

        if (_lastEventId is not null)
        {
            TellGap(place);
        }
        else if (place is not null)
        {
            Enqueue(EventStreamEvents.Place(place));
        }
    }

    private void TellGap(string? place)
    {
        using var gap = ScratchWriter.Rent();
        EventStreamEvents.WriteGap(gap, place);
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
