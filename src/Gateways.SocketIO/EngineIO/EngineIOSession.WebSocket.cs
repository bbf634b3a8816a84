using Gateways.Connections;
using Gateways.Framing;
using Gateways.Protocol;

namespace Gateways.SocketIO.EngineIO;

internal abstract partial class EngineIOSession
{
    /// <summary>RFC 6455, section 7.4.1: a close without a code. Node closes with none.</summary>
    private const int NoCode = 1005;

    /// <summary>How long a client has for one read; see <see cref="QueueApart"/>.</summary>
    private static readonly TimeSpan ApartTime = TimeSpan.FromMilliseconds(5);

    private int _goodbyeCode = NoCode;

    /// <summary>Made when the session ends: thousands of others have no use for it.</summary>
    private TaskCompletionSource? _socketEnded;
    private long _messageStarted;

    /// <summary>When what is to leave apart was written, by the system's clock; 0 when nothing has to wait for it.</summary>
    private long _partedAt;

    /// <summary>Opens the session with a WebSocket as its transport from the beginning. The first packets are written on this thread, so that they leave together with the answer to the upgrade.</summary>
    public void Open(EngineIOWebSocket socket)
    {
        lock (_gate)
        {
            _socket = socket;
        }

        Open();
        ResumeWrites();
    }

    /// <summary>A message over the session's own WebSocket.</summary>
    public ValueTask OnSocketMessage(ReadOnlyMemory<byte> payload, bool isText)
    {
        // Who speaks has read, and waits for an answer.
        Volatile.Write(ref _partedAt, 0);
        return IsClosing ? default : isText ? OnPacket(payload) : OnBytes(payload);
    }

    /// <summary>Whether a message has begun and is not complete.</summary>
    public void OnSocketPartial(bool isPartial)
    {
        if (isPartial != _messageStarted > 0)
        {
            Volatile.Write(ref _messageStarted, isPartial ? Server.Clock.Now + 1 : 0);
            if (isPartial)
            {
                Schedule();
            }
        }
    }

    /// <summary>A ping of the WebSocket itself, which some proxies send.</summary>
    public void OnSocketPing(ReadOnlyMemory<byte> payload)
    {
        using var frame = ScratchWriter.Rent();
        WebSocketFrameWriter.WriteHeader(frame, WebSocketOpcode.Pong, payload.Length);
        frame.WriteBytes(payload.Span);
        EnqueueCopy(frame.WrittenSpan);
    }

    /// <summary>Waits with reading until the client's handlers have caught up.</summary>
    public Task OnSocketPauseAsync(ValueTask room) => PauseAsync(room);

    /// <summary>The client broke the rules of the WebSocket.</summary>
    public void OnSocketBroken(CloseReason reason)
    {
        _goodbyeCode = reason.Code;
        Depart(EngineIODeparture.Of(reason) with { Text = "transport error" });
    }

    /// <summary>The session's own WebSocket is at its end; completes when the goodbye was said.</summary>
    public async Task OnSocketEndedAsync(WebSocketCloseFrame? goodbye)
    {
        SocketEnded.TrySetResult();
        if (goodbye is { } frame)
        {
            _goodbyeCode = CloseReason is null ? frame.Code ?? NoCode : _goodbyeCode;
            Depart(EngineIODeparture.TransportClose);
        }
        else if (CloseReason is null)
        {
            Drop(EngineIODeparture.LinkLost, EngineIOFrames.Close);
        }

        await Closing.ConfigureAwait(false);
        Release();
    }

    /// <summary>
    /// What is queued here leaves with the flush that the caller owes it, and what comes after it leaves a moment later, so that it does not arrive in the same read: a client that takes one message, and only then
    /// listens for the next, would never hear it. Polls part them by themselves.
    /// </summary>
    protected void QueueApart(ReadOnlySpan<byte> frames)
    {
        if (IsPolling)
        {
            EnqueueCopy(frames);
        }
        else
        {
            EnqueueApart(frames);
        }
    }

    protected override bool WritesLater => RestOfMoment(Volatile.Read(ref _partedAt)) > TimeSpan.Zero;

    private ValueTask WriteToSocketAsync(EngineIOWebSocket socket, OutboundBatch batch)
    {
        var rest = RestOfMoment(Interlocked.Exchange(ref _partedAt, 0));
        if (rest > TimeSpan.Zero)
        {
            return WriteLaterAsync(socket, batch, rest);
        }

        if (batch.IsApart)
        {
            Volatile.Write(ref _partedAt, TimeProvider.System.GetTimestamp());
        }

        return _sendsBytesAsText ? WriteAsTextAsync(socket, batch) : socket.Link.WriteAsync(batch);
    }

    private async ValueTask WriteLaterAsync(EngineIOWebSocket socket, OutboundBatch batch, TimeSpan rest)
    {
        await Task.Delay(rest, TimeProvider.System).ConfigureAwait(false);
        await WriteToSocketAsync(socket, batch).ConfigureAwait(false);
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

    /// <summary>How much longer to wait since <see cref="QueueApart"/>. A matter of the wire, not of the application's clock.</summary>
    private static TimeSpan RestOfMoment(long parted) => parted == 0 ? TimeSpan.Zero : ApartTime - TimeProvider.System.GetElapsedTime(parted);

    private TaskCompletionSource SocketEnded =>
        Volatile.Read(ref _socketEnded) ?? Interlocked.CompareExchange(ref _socketEnded, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), null) ?? _socketEnded;

    private bool IsMessageLate(long now) =>
        Volatile.Read(ref _messageStarted) is > 0 and var started && now - started > Engine.Options.MessageTimeout.TotalMilliseconds;
}
