using Gateways.Connections;
using Gateways.Framing;
using Gateways.Hosting;
using Gateways.Protocol;
using Gateways.WebSockets.Protocol;
using Microsoft.Extensions.Logging;

namespace Gateways.WebSockets;

/// <summary>A plain WebSocket: what the fast path and the fallback have in common.</summary>
internal abstract partial class WebSocketConnection : GatewayConnection
{
    /// <summary>RFC 6455, section 7.4.1: a close without a code.</summary>
    private const int NoCode = 1005;

    private static readonly byte[] PingFrame = [0x80 | (byte)WebSocketOpcode.Ping, 0];

    private readonly TaskCompletionSource _readingEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _keepAlive;
    private readonly long _clientTimeout;
    private readonly long _messageTimeout;
    private long _received;
    private long _pinged;
    private long _messageStarted;
    private WebSocketCloseFrame? _goodbye;

    protected WebSocketConnection(GatewayEngine engine, WebSocketCodec codec)
        : base(engine, ConnectionId.Create())
    {
        Codec = codec;
        _keepAlive = Seconds(engine.Options.KeepAliveInterval);
        _clientTimeout = Seconds(engine.Options.ClientTimeout);
        _messageTimeout = Seconds(engine.Options.MessageTimeout);
        _received = engine.Now;
    }

    public override GatewayTransports Transport => GatewayTransports.WebSocket;

    public override IProtocolCodec Codec { get; }

    /// <summary>Serves the client until its link is gone, then leaves the rest of its goodbye to the session.</summary>
    public async Task RunAsync(IGatewaySession session)
    {
        var (reason, close) = (CloseReason.ConnectionLost, default(WebSocketCloseFrame));
        try
        {
            if (await ReadAsync(session).ConfigureAwait(false) is { } goodbye)
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
            await DiscardAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException or System.Net.WebSockets.WebSocketException or InvalidOperationException)
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

            // Not awaited: the client waits for the end of its TCP connection, which must not wait for the application's hooks.
            _ = session.EndAsync(reason, close.Code, close.Reason);
        }
    }

    /// <summary>Reads until the client says goodbye.</summary>
    /// <returns>The goodbye, or null when the link ended without one.</returns>
    /// <exception cref="ProtocolException">The client broke the rules.</exception>
    protected abstract Task<WebSocketCloseFrame?> ReadAsync(IGatewaySession session);

    /// <summary>Takes what a client whose connection is being closed still sends, so that the close is not lost in a reset.</summary>
    protected abstract Task DiscardAsync();

    protected override void WriteGoodbye(ScratchWriter output, CloseReason reason) =>
        WebSocketFrameWriter.WriteClose(output, _goodbye is { } goodbye ? goodbye.Code ?? NoCode : reason.Code, reason.Text);

    protected override Task EndAsync(CloseReason reason) => _readingEnded.Task;

    /// <summary>Whether pings are this class's affair.</summary>
    protected virtual bool KeepsAlive => true;

    protected override void OnTick(long now)
    {
        // The clock counts whole seconds: never a time-out early, at most a second late.
        var silent = KeepsAlive ? now - Volatile.Read(ref _received) : 0;
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

    /// <summary>Bytes have arrived.</summary>
    protected void OnReceived() => Volatile.Write(ref _received, Engine.Now);

    /// <summary>Whether a message has begun and is not complete.</summary>
    protected void OnPartial(bool isPartial)
    {
        if (isPartial != _messageStarted > 0)
        {
            Volatile.Write(ref _messageStarted, isPartial ? Engine.Now : 0);
        }
    }

    /// <summary>Stops reading until the client's handlers have caught up.</summary>
    protected async Task PauseAsync(ValueTask room)
    {
        await WaitForRoomAsync(room).ConfigureAwait(false);
        OnReceived();
    }

    /// <summary>Hands a complete message over.</summary>
    protected static ValueTask DeliverAsync(IGatewaySession session, ReadOnlyMemory<byte> text)
    {
        if (WebSocketMessage.TryDecode(text, out var message))
        {
            return session.ReceiveAsync(message);
        }

        session.DropMalformed();
        return default;
    }

    private static partial class Log
    {
        [LoggerMessage(1101, LogLevel.Debug, "Connection {ConnectionId}: the link broke.")]
        public static partial void LinkBroke(ILogger logger, string connectionId, Exception error);
    }

    private static long Seconds(TimeSpan time) => Math.Max(1, (long)Math.Ceiling(time.TotalSeconds));
}
