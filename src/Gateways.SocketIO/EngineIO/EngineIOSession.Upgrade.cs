namespace Gateways.SocketIO.EngineIO;

internal abstract partial class EngineIOSession
{
    private EngineIOWebSocket? _upgrade;

    private int _upgradesWanted;

    private bool IsUpgradeWanted => Volatile.Read(ref _upgradesWanted) > 0;

    /// <summary>A WebSocket for the session has been asked for; it ends when the request does. From here on polls and the upgrade may overtake each other.</summary>
    public void BeginUpgradeRequest() => Interlocked.Increment(ref _upgradesWanted);

    /// <summary>The request for a WebSocket has ended.</summary>
    public void EndUpgradeRequest() => Interlocked.Decrement(ref _upgradesWanted);

    /// <summary>Lets a WebSocket try to take over from polling; one at a time, and only from polling.</summary>
    public bool TryBeginUpgrade(EngineIOWebSocket socket)
    {
        lock (_gate)
        {
            if (_socket is not null || _upgrade is not null || IsClosing)
            {
                return false;
            }

            _upgrade = socket;
            return true;
        }
    }

    /// <summary>Whether this WebSocket still tries to take over.</summary>
    public bool IsUpgrading(EngineIOWebSocket socket) => Volatile.Read(ref _upgrade) == socket;

    /// <summary>A poll that waits keeps the client from going over: it is answered with nothing.</summary>
    public void ReleasePoll(long waitingSince)
    {
        bool isWaiting;
        lock (_gate)
        {
            isWaiting = _poll is { } poll && poll.Since <= waitingSince;
        }

        if (isWaiting)
        {
            Enqueue(EngineIOFrames.Noop);
        }
    }

    /// <summary>
    /// The client goes over, in one step: what waits goes to the WebSocket, polls are refused from now on. A poll that is open was either there before, and gets its
    /// end, or came after the upgrade was sent and overtook it: it gets what it would have got had it come in order.
    /// </summary>
    /// <returns>False when a body is still being taken: a client that goes over has none under way; or when the session is over meanwhile.</returns>
    public bool TrySwitch(EngineIOWebSocket socket)
    {
        EngineIOPoll? poll;
        lock (_gate)
        {
            if (_upgrade != socket || _post is not null || _isOver)
            {
                return false;
            }

            (_socket, _upgrade) = (socket, null);
            (poll, _poll) = (_poll, null);
            _lastPoll?.TrySetCanceled();

            // The ping that is due may have been left behind in a poll nobody reads.
            _heartbeat.Restart(Server.Clock.Now);
        }

        _ = poll is null ? null : poll.CameDuringUpgrade ? poll.RefuseAsync(EngineIOError.BadRequest) : poll.EndAsync("1"u8);
        ResumeWrites();
        return true;
    }

    /// <summary>The WebSocket that tried to take over is gone; polling goes on.</summary>
    /// <returns>False when it had not been trying any more: it is the transport by now.</returns>
    public bool EndUpgrade(EngineIOWebSocket socket)
    {
        lock (_gate)
        {
            var wasTrying = _upgrade == socket;
            _upgrade = wasTrying ? null : _upgrade;
            return wasTrying;
        }
    }

    private void CancelUpgrade() => Volatile.Read(ref _upgrade)?.Link.Abort();
}
