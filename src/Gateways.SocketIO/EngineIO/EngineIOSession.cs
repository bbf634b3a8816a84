using Gateways.Connections;
using Gateways.Framing;
using Gateways.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateways.SocketIO.EngineIO;

/// <summary>
/// One Engine.IO session: a connection that may change its transport while it lives. What is to be sent waits in its queue as WebSocket frames, whoever takes
/// them out; a session that waits holds two numbers for its heartbeat, and neither a timer nor a buffer. <c>_gate</c> guards what requests, frames and the clock
/// all touch; nothing is awaited under it.
/// </summary>
internal abstract partial class EngineIOSession : GatewayConnection
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _socketEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool _sendsBytesAsText;
    private EngineIOHeartbeat _heartbeat;
    private EngineIOWebSocket? _socket;
    private EngineIODeparture? _departure;
    private Task _ended = Task.CompletedTask;
    private bool _hasEnded;
    private int _isReleased;

    protected EngineIOSession(EngineIOServer server, HttpContext context)
        : base(server.Engine, EngineIOId.Create())
    {
        Server = server;
        _sendsBytesAsText = context.Request.Query["b64"] == "1";
        _heartbeat = new EngineIOHeartbeat((long)server.Options.PingInterval.TotalMilliseconds, (long)server.Options.PingTimeout.TotalMilliseconds, server.Clock.Now);
        HoldWrites();
    }

    public override GatewayTransports Transport => GatewayTransports.SocketIO;

    public EngineIOServer Server { get; }

    public ILogger Logger => Engine.Logger;

    /// <summary>Whether the client polls; after an upgrade, or from the beginning, it does not.</summary>
    public bool IsPolling
    {
        get
        {
            lock (_gate)
            {
                return _socket is null;
            }
        }
    }

    /// <summary>Whether only the client's goodbye is still of interest.</summary>
    public bool IsClosing => CloseReason is not null || Volatile.Read(ref _hasEnded);

    protected override bool OutlivesClients => true;

    protected override CancellationToken LinkLost => _socket?.Link.Lost ?? default;

    protected override TimeSpan CloseTimeout => IsPolling ? Server.Options.PollingCloseTimeout : base.CloseTimeout;

    /// <summary>The first packets: open, and what the server always says first.</summary>
    public void Open()
    {
        Enqueue(EngineIOFrames.Open(Id, IsPolling && Server.MayUpgrade, Server.MaxBytes, Server.Options));
        if (Server.InitialPacket is { } packet)
        {
            Enqueue(packet);
        }

        OnOpened();
    }

    /// <summary>Ends the session for a fault or at the wish of its client: over WebSocket with the closing handshake, over polling at once.</summary>
    public void Depart(EngineIODeparture departure)
    {
        lock (_gate)
        {
            _departure ??= departure;
        }

        if (IsPolling)
        {
            Drop(departure, EngineIOFrames.Close);
        }
        else
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

    /// <summary>The clock has beaten; what goes wrong here must not keep it from the others.</summary>
    public void TryBeat(long now)
    {
        try
        {
            Beat(now);
        }
        catch (Exception error)
        {
            Log.BeatFailed(Logger, Id, error);
        }
    }

    /// <summary>The session is open; the client has not heard of it yet.</summary>
    protected abstract void OnOpened();

    /// <summary>A message of the client. Its memory may be used again when the call returns, whatever the task says.</summary>
    /// <returns>Incomplete when no more is to be read until it completes.</returns>
    protected abstract ValueTask OnMessage(ReadOnlyMemory<byte> message, bool isText);

    /// <summary>The session has ended. Called once, from any thread.</summary>
    /// <returns>Completes when everybody who is told has done what there was to do.</returns>
    protected abstract Task OnEndedAsync(EngineIODeparture departure);

    /// <summary>Writes what the protocol above says before the goodbye, as frames.</summary>
    protected virtual void WriteLastWords(ScratchWriter output, CloseReason reason)
    {
    }

    /// <summary>The clock has beaten, and the session lives.</summary>
    protected virtual void OnBeat(long now)
    {
    }

    protected override void WriteGoodbye(ScratchWriter output, CloseReason reason)
    {
        bool isFirst, isPolling, isPollWaiting;
        lock (_gate)
        {
            isFirst = !_hasEnded;
            _hasEnded = true;
            _departure ??= EngineIODeparture.Of(reason);
            (isPolling, isPollWaiting) = (_socket is null, _poll is not null);
        }

        WriteLastWords(output, reason);
        if (!isPolling)
        {
            WebSocketFrameWriter.WriteClose(output, _goodbyeCode, "");
        }
        else
        {
            // As Node: a poll that comes only now is first told that there is nothing, and then that it is over.
            output.WriteBytes(isPollWaiting ? default : EngineIOFrames.Noop);
            output.WriteBytes(EngineIOFrames.Close);
        }

        if (isFirst)
        {
            _ended = OnEndedAsync(_departure);
        }
    }

    protected override async Task EndAsync(CloseReason reason)
    {
        if (!IsPolling)
        {
            await _socketEnded.Task.ConfigureAwait(false);
        }

        Release();
    }

    protected override void Abort()
    {
        if (_socket is { } socket)
        {
            socket.Link.Abort();
        }
        else
        {
            Drop(EngineIODeparture.TransportError, EngineIOFrames.Close);
        }

        Release();
    }

    protected override ValueTask WriteBatchAsync(OutboundBatch batch)
    {
        EngineIOPoll? poll;
        EngineIOWebSocket? socket;
        lock (_gate)
        {
            (poll, socket) = (_poll, _socket);
            if (socket is null)
            {
                // One answer for each poll: what comes now waits for the next.
                HoldWrites();
                _poll = null;
            }
        }

        if (socket is not null)
        {
            return _sendsBytesAsText ? WriteAsTextAsync(socket, batch) : socket.Link.WriteAsync(batch);
        }

        return poll?.AnswerAsync(batch) ?? throw new IOException("The poll is gone.");
    }

    private void Beat(long now)
    {
        if (IsClosing)
        {
            return;
        }

        EngineIOHeartbeatAction action;
        lock (_gate)
        {
            if (IsPaused)
            {
                _heartbeat.Restart(now);
            }

            action = _heartbeat.Tick(now);
        }

        if (IsMessageLate(now))
        {
            OnSocketBroken(CloseReason.PolicyViolation);
            return;
        }

        switch (action)
        {
            case EngineIOHeartbeatAction.Ping:
                Enqueue(EngineIOFrames.Ping);
                break;
            case EngineIOHeartbeatAction.TimeOut:
                Depart(EngineIODeparture.PingTimeout);
                return;
        }

        OnBeat(now);
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
            _departure ??= departure;
            poll = _poll;
            _poll = null;
        }

        Abandon();
        if (poll is not null)
        {
            var (_, headerLength, length) = WebSocketFrameWriter.ReadHeader(lastFrame);
            _ = poll.EndAsync(lastFrame.Slice(headerLength, length));
        }

        if (isFirst)
        {
            _ended = OnEndedAsync(_departure);
        }

        Release();
    }

    /// <summary>Nobody finds the session any more.</summary>
    private void Release()
    {
        if (Interlocked.Exchange(ref _isReleased, 1) == 0)
        {
            Server.Remove(this);
            CancelUpgrade();
            _ = ForgetAsync();
        }
    }

    /// <summary>The engine keeps the session until the hooks have run: an application that stops waits for them.</summary>
    private async Task ForgetAsync()
    {
        try
        {
            await _ended.ConfigureAwait(false);
        }
        finally
        {
            Engine.Remove(this);
        }
    }

    private static async ValueTask WriteAsTextAsync(EngineIOWebSocket socket, OutboundBatch batch)
    {
        using var frames = ScratchWriter.Rent();
        for (var i = 0; i < batch.Count; i++)
        {
            EngineIOFrames.WriteAsText(frames, batch[i].Span);
        }

        await socket.Link.WriteAsync(frames.WrittenSpan.ToArray()).ConfigureAwait(false);
    }

    private static partial class Log
    {
        [LoggerMessage(1302, LogLevel.Error, "Session {SessionId}: the periodic check failed.")]
        public static partial void BeatFailed(ILogger logger, string sessionId, Exception error);
    }
}
