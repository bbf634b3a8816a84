using Gateways.Framing;
using Gateways.Protocol;

namespace Gateways.SocketIO.EngineIO;

/// <content>The ways a session ends: in good order, for a fault, or because nobody is there any more.</content>
internal abstract partial class EngineIOSession
{
    private EngineIODeparture? _departure;
    private bool _hasEnded;

    /// <summary>Whether a poll has the goodbye, or nobody gets one: no other poll is taken, and no WebSocket takes over. Under the gate.</summary>
    private bool _isOver;
    private bool _isCloseWritten;
    private int _isReleased;

    /// <summary>What the engine has to wait for before it forgets the session: the end of its link, and of its clients' hooks.</summary>
    private int _unfinished = 2;

    /// <summary>Where the close waits for the poll that takes it; cancelled when the client goes over to WebSocket instead.</summary>
    private TaskCompletionSource<EngineIOPoll>? _lastPoll;

    /// <summary>Ends the session for a fault or at the wish of its client: over WebSocket with the closing handshake, over polling at once.</summary>
    public void Depart(EngineIODeparture departure)
    {
        lock (_gate)
        {
            _departure ??= departure;
        }

        if (!TryDropPolling(departure, EngineIOFrames.Close))
        {
            Close(departure.Reason);
        }
    }

    /// <summary>Ends the session in good order: what waits is sent, then the goodbye.</summary>
    protected void CloseAs(EngineIODeparture departure)
    {
        lock (_gate)
        {
            _departure ??= departure;
        }

        Close(departure.Reason);
    }

    /// <summary>Whether a goodbye would reach the client now.</summary>
    protected bool CanCloseNow
    {
        get
        {
            lock (_gate)
            {
                return _socket is not null || _poll is not null;
            }
        }
    }

    /// <summary>Writes what the protocol above says before the goodbye, as frames.</summary>
    protected virtual void WriteLastWords(ScratchWriter output, CloseReason reason)
    {
    }

    protected override void WriteGoodbye(ScratchWriter output, CloseReason reason)
    {
        bool isFirst, isPolling;
        lock (_gate)
        {
            isFirst = !_hasEnded;
            _hasEnded = true;
            _departure ??= EngineIODeparture.Of(reason);
            isPolling = _socket is null;
        }

        WriteLastWords(output, reason);
        if (!isPolling)
        {
            _isCloseWritten = true;
            WebSocketFrameWriter.WriteClose(output, _goodbyeCode, "");
        }

        if (isFirst)
        {
            _ = EndClientsAsync(_departure);
        }
    }

    protected override async Task EndAsync(CloseReason reason)
    {
        if (await TakeLastPollAsync().ConfigureAwait(false) is { } last)
        {
            await last.ConfigureAwait(false);
        }
        else
        {
            // Gone over while it was being closed: the queue is sealed, so nobody else writes.
            if (!_isCloseWritten && _socket is { } socket)
            {
                await socket.Link.WriteAsync(EngineIOFrames.WebSocketClose).ConfigureAwait(false);
            }

            await SocketEnded.Task.ConfigureAwait(false);
        }

        Release();
    }

    protected override void Abort()
    {
        if (!TryDropPolling(EngineIODeparture.TransportError, EngineIOFrames.Close))
        {
            _socket!.Link.Abort();
        }

        Release();
    }

    /// <summary>Drops a session that polls.</summary>
    /// <returns>False when it uses a WebSocket.</returns>
    private bool TryDropPolling(EngineIODeparture departure, ReadOnlySpan<byte> lastFrame)
    {
        lock (_gate)
        {
            if (_socket is not null)
            {
                return false;
            }

            _isOver = true;
        }

        Drop(departure, lastFrame);
        return true;
    }

    /// <summary>The session is over without a goodbye; a poll that waits is answered with a last packet.</summary>
    private void Drop(EngineIODeparture departure, ReadOnlySpan<byte> lastFrame)
    {
        EngineIOPoll? poll;
        bool isFirst;
        lock (_gate)
        {
            isFirst = !_hasEnded;
            _hasEnded = true;
            _isOver = true;
            _departure ??= departure;
            poll = _poll;
            _poll = null;
            _lastPoll?.TrySetCanceled();
        }

        Abandon();
        if (poll is not null)
        {
            var (_, headerLength, length) = WebSocketFrameWriter.ReadHeader(lastFrame);
            _ = poll.EndAsync(lastFrame.Slice(headerLength, length));
        }

        if (isFirst)
        {
            _ = EndClientsAsync(_departure);
        }

        Release();
    }

    /// <summary>
    /// The close never shares an answer with what was said before it: clients take note of it at once, and of everything else in the same answer only later, when they are
    /// closed. As in Node, a poll that waits is told, and one that comes only now first hears that there is nothing.
    /// </summary>
    /// <returns>The answer being written; null when there is no poll to wait for, since the client uses a WebSocket.</returns>
    private async ValueTask<Task?> TakeLastPollAsync()
    {
        EngineIOPoll? poll;
        TaskCompletionSource<EngineIOPoll>? coming = null;
        lock (_gate)
        {
            if (_socket is not null)
            {
                return null;
            }

            (poll, _poll) = (_poll, null);
            if (poll is not null)
            {
                _isOver = true;
            }
            else
            {
                _lastPoll = coming = new TaskCompletionSource<EngineIOPoll>(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        if (poll is not null)
        {
            return poll.EndAsync("1"u8);
        }

        try
        {
            poll = await coming!.Task.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return null;
        }

        return poll.EndAsync("6\u001e1"u8);
    }

    /// <summary>Nobody finds the session any more.</summary>
    private void Release()
    {
        if (Interlocked.Exchange(ref _isReleased, 1) == 0)
        {
            Server.Remove(this);
            CancelUpgrade();
            Finish();
        }
    }

    private async Task EndClientsAsync(EngineIODeparture departure)
    {
        try
        {
            await OnEndedAsync(departure).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Log.EndFailed(Logger, Id, error);
        }
        finally
        {
            Finish();
        }
    }

    /// <summary>The engine keeps the session until its hooks have run: an application that stops waits for them.</summary>
    private void Finish()
    {
        if (Interlocked.Decrement(ref _unfinished) == 0)
        {
            Engine.Remove(this);
        }
    }
}
