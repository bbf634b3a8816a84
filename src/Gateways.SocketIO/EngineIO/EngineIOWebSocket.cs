using Gateways.Connections;
using Gateways.Framing;
using Gateways.Protocol;
using Microsoft.Extensions.Logging;

namespace Gateways.SocketIO.EngineIO;

/// <summary>
/// A WebSocket of a session: its transport, or one that tries to become it. While it tries, whatever it does wrong ends it alone.
/// <see href="https://socket.io/docs/v4/engine-io-protocol/#upgrade">Engine.IO protocol, upgrade</see>
/// </summary>
internal sealed partial class EngineIOWebSocket(EngineIOSession session, WebSocketLink link) : IWebSocketReceiver
{
    /// <summary>
    /// A poll that has waited so long while an upgrade is under way is answered with nothing. Node looks every 100 ms, whenever the poll came; shorter than this, a poll that
    /// has overtaken the upgrade sent before it would get that answer instead of its refusal.
    /// </summary>
    private static readonly TimeSpan FlushInterval = TimeSpan.FromMilliseconds(50);
    private static readonly CloseReason UpgradeFailed = new("upgrade-failed", 1005, "", true);

    private volatile bool _isProbed;
    private volatile bool _isTransport;

    public WebSocketLink Link { get; } = link;

    public bool IsClosing => _isTransport && session.IsClosing;

    /// <summary>Closes a WebSocket that has no business here.</summary>
    public static async Task RefuseAsync(WebSocketLink link)
    {
        try
        {
            await link.WriteAsync(EngineIOFrames.WebSocketClose).ConfigureAwait(false);
            await link.DiscardAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (GatewayConnection.IsLinkLoss(error))
        {
            // It has gone by itself.
        }
        finally
        {
            await link.LetGoAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Serves a session that has only ever known this WebSocket.</summary>
    public Task RunAsTransportAsync()
    {
        _isTransport = true;
        return RunAsync();
    }

    /// <summary>Tries to take over from polling.</summary>
    public async Task RunAsUpgradeAsync()
    {
        if (!session.TryBeginUpgrade(this))
        {
            await RefuseAsync(Link).ConfigureAwait(false);
            return;
        }

        _ = WatchAsync();
        await RunAsync().ConfigureAwait(false);
    }

    public void OnReceived()
    {
        // The heartbeat counts packets, not bytes.
    }

    public void OnPartial(bool isPartial)
    {
        if (_isTransport)
        {
            session.OnSocketPartial(isPartial);
        }
    }

    public void BeginBatch()
    {
        if (_isTransport)
        {
            session.BeginBatch();
        }
    }

    public void EndBatch()
    {
        if (_isTransport)
        {
            session.EndBatch();
        }
    }

    public ValueTask OnMessage(ReadOnlyMemory<byte> payload, bool isText)
    {
        if (_isTransport)
        {
            return session.OnSocketMessage(payload, isText);
        }

        if (isText && payload.Span.SequenceEqual("2probe"u8))
        {
            _isProbed = true;
            return Link.WriteAsync(EngineIOFrames.ProbeAnswer);
        }

        if (isText && payload.Span.StartsWith("5"u8))
        {
            _isTransport = true;
            if (session.TrySwitch(this))
            {
                return default;
            }

            _isTransport = false;
        }

        throw new ProtocolException(UpgradeFailed, "not the packet an upgrade needs");
    }

    public void OnPing(ReadOnlyMemory<byte> payload)
    {
        // Before it is the transport there is no queue to answer into, and it has only seconds to get there.
        if (_isTransport)
        {
            session.OnSocketPing(payload);
        }
    }

    public Task PauseAsync(ValueTask room) => _isTransport ? session.OnSocketPauseAsync(room) : room.AsTask();

    private async Task RunAsync()
    {
        WebSocketCloseFrame? goodbye = null;
        try
        {
            if (_isTransport)
            {
                session.Open(this);
            }

            try
            {
                goodbye = await Link.ReadAsync(this).ConfigureAwait(false);
            }
            catch (ProtocolException error)
            {
                await OnBrokenAsync(error.Reason).ConfigureAwait(false);
            }
            catch (Exception error) when (GatewayConnection.IsLinkLoss(error))
            {
                Log.LinkBroke(session.Logger, session.Id, error);
            }

            await EndAsync(goodbye).ConfigureAwait(false);
        }
        finally
        {
            await Link.LetGoAsync().ConfigureAwait(false);
        }
    }

    private async Task EndAsync(WebSocketCloseFrame? goodbye)
    {
        if (_isTransport)
        {
            await session.OnSocketEndedAsync(goodbye).ConfigureAwait(false);
            return;
        }

        session.EndUpgrade(this);
        if (goodbye is not null)
        {
            await RefuseAsync(Link).ConfigureAwait(false);
        }
    }

    private async Task OnBrokenAsync(CloseReason reason)
    {
        if (!_isTransport)
        {
            session.EndUpgrade(this);
            await RefuseAsync(Link).ConfigureAwait(false);
            return;
        }

        session.OnSocketBroken(reason);
        await Link.DiscardAsync().ConfigureAwait(false);
    }

    /// <summary>While the client gets ready to go over, polls that wait are let go; when it takes too long, it stays where it is.</summary>
    private async Task WatchAsync()
    {
        var (time, started) = (session.Server.Engine.Time, session.Server.Engine.Time.GetTimestamp());
        while (!_isTransport && session.IsUpgrading(this))
        {
            var before = session.Server.Clock.Now;
            await Task.Delay(FlushInterval, time).ConfigureAwait(false);
            if (time.GetElapsedTime(started) > session.Server.Options.UpgradeTimeout)
            {
                if (session.EndUpgrade(this))
                {
                    Link.Abort();
                }

                return;
            }

            if (_isProbed && !_isTransport)
            {
                session.ReleasePoll(before);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1301, LogLevel.Debug, "Session {SessionId}: the link of a WebSocket broke.")]
        public static partial void LinkBroke(ILogger logger, string sessionId, Exception error);
    }
}
