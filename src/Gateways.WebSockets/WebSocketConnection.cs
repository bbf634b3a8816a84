using Gateways.Connections;
using Gateways.Framing;
using Gateways.Hosting;
using Gateways.Protocol;
using Gateways.WebSockets.Protocol;
using Microsoft.Extensions.Logging;

namespace Gateways.WebSockets;

/// <summary>A plain WebSocket client's connection: its messages go to the session, its batches to the link; it is pinged, and timed out.</summary>
internal sealed partial class WebSocketConnection : GatewayConnection, IWebSocketReceiver
{
    /// <summary>RFC 6455, section 7.4.1: a close without a code.</summary>
    private const int NoCode = 1005;

    private static readonly byte[] PingFrame = [0x80 | (byte)WebSocketOpcode.Ping, 0];

    private readonly WebSocketLink _link;
    private readonly TaskCompletionSource _readingEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _keepAlive;
    private readonly long _clientTimeout;
    private readonly long _messageTimeout;
    private long _received;
    private long _pinged;
    private long _messageStarted;
    private WebSocketCloseFrame? _goodbye;
    private IGatewaySession? _session;

    public WebSocketConnection(GatewayEngine engine, WebSocketCodec codec, WebSocketLink link)
        : base(engine, ConnectionId.Create())
    {
        _link = link;
        Codec = codec;
        _keepAlive = GatewayEngine.ToSeconds(engine.Options.KeepAliveInterval);
        _clientTimeout = GatewayEngine.ToSeconds(engine.Options.ClientTimeout);
        _messageTimeout = GatewayEngine.ToSeconds(engine.Options.MessageTimeout);
        _received = engine.Now;
    }

    public override GatewayTransports Transport => GatewayTransports.WebSocket;

    public override IProtocolCodec Codec { get; }

    public bool IsClosing => CloseReason is not null;

    protected override CancellationToken LinkLost => _link.Lost;

    /// <summary>Serves the client until its link is gone, then leaves the rest of its goodbye to the session.</summary>
    public async Task RunAsync(IGatewaySession session)
    {
        _session = session;
        var (reason, close) = (CloseReason.ConnectionLost, default(WebSocketCloseFrame));
        try
        {
            if (await _link.ReadAsync(this).ConfigureAwait(false) is { } goodbye)
            {
                (reason, close) = (CloseReason.ClientDisconnect, goodbye);
                _goodbye = goodbye;
                Close(CloseReason.ClientDisconnect);
            }
        }
        catch (ProtocolException error)
        {
            reason = error.Reason;
            Close(reason);
            await _link.DiscardAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (IsLinkLoss(error))
        {
            // Nothing to say to anybody: the other side is not there.
            Log.LinkBroke(Engine.Logger, Id, error);
        }
        finally
        {
            _readingEnded.TrySetResult();
            if (CloseReason is null)
            {
                Abandon();
            }

            await Closing.ConfigureAwait(false);
            await _link.LetGoAsync().ConfigureAwait(false);

            // Not awaited: the client waits for the end of its TCP connection, which must not wait for the application's hooks.
            _ = session.EndAsync(reason, close.Code, close.Reason);
        }
    }

    public void OnReceived() => Volatile.Write(ref _received, Engine.Now);

    public void OnPartial(bool isPartial)
    {
        if (isPartial != _messageStarted > 0)
        {
            Volatile.Write(ref _messageStarted, isPartial ? Engine.Now : 0);
            if (isPartial)
            {
                ScheduleTick();
            }
        }
    }

    public ValueTask OnMessage(ReadOnlyMemory<byte> payload, bool isText)
    {
        if (WebSocketMessage.TryDecode(payload, out var message))
        {
            return _session!.ReceiveAsync(message);
        }

        _session!.DropMalformed();
        return default;
    }

    public void OnPing(ReadOnlyMemory<byte> payload)
    {
        using var frame = ScratchWriter.Rent();
        WebSocketFrameWriter.WriteHeader(frame, WebSocketOpcode.Pong, payload.Length);
        frame.WriteBytes(payload.Span);
        EnqueueCopy(frame.WrittenSpan);
    }

    public async Task PauseAsync(ValueTask room)
    {
        await WaitForRoomAsync(room).ConfigureAwait(false);
        OnReceived();
    }

    protected override void Abort() => _link.Abort();

    protected override ValueTask WriteBatchAsync(OutboundBatch batch) => _link.WriteAsync(batch);

    protected override void WriteGoodbye(ScratchWriter output, CloseReason reason) =>
        WebSocketFrameWriter.WriteClose(output, _goodbye is { } goodbye ? goodbye.Code ?? NoCode : reason.Code, reason.Text);

    protected override Task EndAsync(CloseReason reason) => _readingEnded.Task;

    protected override long? NextTick(long now)
    {
        if (CloseReason is not null)
        {
            return null;
        }

        long? due = Volatile.Read(ref _messageStarted) is > 0 and var started ? started + _messageTimeout + 1 : null;
        if (_link.SeesPongs)
        {
            var received = Volatile.Read(ref _received);
            var silence = Math.Min(Math.Max(received, _pinged) + _keepAlive, received + _clientTimeout + 1);
            due = due < silence ? due : silence;
        }

        return due;
    }

    protected override void OnTick(long now)
    {
        // The clock counts whole seconds: never a time-out early, at most a second late.
        var silent = _link.SeesPongs ? now - Volatile.Read(ref _received) : 0;
        if (silent > _clientTimeout && !IsPaused)
        {
            Close(CloseReason.PingTimeout);
        }
        else if (Volatile.Read(ref _messageStarted) is > 0 and var started && now - started > _messageTimeout)
        {
            Close(CloseReason.PolicyViolation);
        }
        else if (silent >= _keepAlive && now - _pinged >= _keepAlive && CloseReason is null)
        {
            _pinged = now;
            Enqueue(PingFrame);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1101, LogLevel.Debug, "Connection {ConnectionId}: the link broke.")]
        public static partial void LinkBroke(ILogger logger, string connectionId, Exception error);
    }
}
