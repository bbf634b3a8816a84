using System.Runtime.CompilerServices;
using Gateways.Connections;
using Gateways.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Gateways.Framing;

/// <summary>
/// One open WebSocket: reads its messages and writes frames that were made before. Frames over the server's raw stream where it gives one, .NET's own
/// WebSocket elsewhere; nobody above sees the difference. While nothing arrives it holds no buffer. Whoever serves the request owes it <see cref="LetGoAsync"/>.
/// </summary>
public abstract class WebSocketLink
{
    /// <summary>Far below zero, and far from where it would turn round.</summary>
    private const int Gone = int.MinValue / 2;

    private readonly HttpContext _context;
    private TaskCompletionSource? _unused;

    /// <summary>How many write, or end the link, just now; counted from <see cref="Gone"/> once the request is let go.</summary>
    private int _users;

    private protected WebSocketLink(HttpContext context, GatewayEngine engine)
    {
        _context = context;
        Engine = engine;
    }

    /// <summary>Whether the client's pongs are seen, so that pinging is the affair of the one who reads.</summary>
    public abstract bool SeesPongs { get; }

    /// <summary>Cancelled by the server when the link is lost, where it can tell without a read.</summary>
    public CancellationToken Lost
    {
        get
        {
            if (!TryUse())
            {
                return new CancellationToken(canceled: true);
            }

            try
            {
                return _context.RequestAborted;
            }
            finally
            {
                Leave();
            }
        }
    }

    private protected GatewayEngine Engine { get; }

    /// <summary>Whether a request wants a WebSocket, in whatever form the server offers it.</summary>
    public static bool IsRequest(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.WebSockets.IsWebSocketRequest
            || (context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
                && context.Request.Headers.Upgrade.ToString().Contains("websocket", StringComparison.OrdinalIgnoreCase))
            || context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true };
    }

    /// <summary>Accepts a request's WebSocket.</summary>
    /// <param name="context">The request.</param>
    /// <param name="engine">The application's engine.</param>
    /// <param name="limits">What a client may send.</param>
    /// <returns>The open WebSocket; null when the request was none, and has been answered.</returns>
    public static async Task<WebSocketLink?> AcceptAsync(HttpContext context, GatewayEngine engine, WebSocketLimits limits)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(limits);
        var link = await OpenAsync(context, engine, limits).ConfigureAwait(false);
        if (link is not null)
        {
            context.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        }

        return link;
    }

    /// <summary>Reads until the client says goodbye.</summary>
    /// <returns>The goodbye, or null when the link ended without one.</returns>
    /// <exception cref="Gateways.Protocol.ProtocolException">The client broke the rules.</exception>
    public abstract Task<WebSocketCloseFrame?> ReadAsync(IWebSocketReceiver receiver);

    /// <summary>Writes all frames of a batch. One write at a time.</summary>
    /// <exception cref="IOException">The request has been let go.</exception>
    public ValueTask WriteAsync(OutboundBatch batch)
    {
        Use();
        try
        {
            return LeaveAfter(WriteFramesAsync(batch));
        }
        catch
        {
            Leave();
            throw;
        }
    }

    /// <summary>Writes whole frames. One write at a time.</summary>
    /// <exception cref="IOException">The request has been let go.</exception>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> frames)
    {
        Use();
        try
        {
            return LeaveAfter(WriteFramesAsync(frames));
        }
        catch
        {
            Leave();
            throw;
        }
    }

    /// <summary>Takes what a client whose connection is being closed still sends, so that the close is not lost in a reset.</summary>
    public abstract Task DiscardAsync();

    /// <summary>Ends the link at once. Thread-safe; does nothing when the request has been let go, which a writer on another thread may not know yet.</summary>
    public void Abort()
    {
        if (!TryUse())
        {
            return;
        }

        try
        {
            Cut();
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>
    /// Before the request returns: its objects then serve other requests, over HTTP/2 at once, and nobody may touch them any more. A write that is under way is cut off and waited for;
    /// whoever writes later is told that the link is gone. Not thread-safe; again it does nothing.
    /// </summary>
    public async Task LetGoAsync()
    {
        if (Volatile.Read(ref _users) >= 0 && Interlocked.Add(ref _users, Gone) != Gone)
        {
            _context.Abort();
            await Unused.Task.ConfigureAwait(false);
        }
    }

    private protected abstract ValueTask WriteFramesAsync(OutboundBatch batch);

    private protected abstract ValueTask WriteFramesAsync(ReadOnlyMemory<byte> frames);

    private protected virtual void Cut() => _context.Abort();

    /// <summary>Completes when nobody writes any more. Made by whoever comes first, of the last writer and who waits for it.</summary>
    private TaskCompletionSource Unused =>
        Volatile.Read(ref _unused) ?? Interlocked.CompareExchange(ref _unused, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), null) ?? _unused;

    /// <summary>Most writes have ended when they return, and need nobody to wait.</summary>
    private ValueTask LeaveAfter(ValueTask write)
    {
        if (!write.IsCompletedSuccessfully)
        {
            return LeaveAfterAsync(write);
        }

        write.GetAwaiter().GetResult();
        Leave();
        return default;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask LeaveAfterAsync(ValueTask write)
    {
        try
        {
            await write.ConfigureAwait(false);
        }
        finally
        {
            Leave();
        }
    }

    private bool TryUse()
    {
        if (Interlocked.Increment(ref _users) > 0)
        {
            return true;
        }

        Leave();
        return false;
    }

    private void Use()
    {
        if (!TryUse())
        {
            throw new IOException("The request of the WebSocket has ended.");
        }
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _users) == Gone)
        {
            Unused.TrySetResult();
        }
    }

    private static async Task<WebSocketLink?> OpenAsync(HttpContext context, GatewayEngine engine, WebSocketLimits limits)
    {
        var wantsCompression = limits.Compression && context.WebSockets.IsWebSocketRequest;
        if (!wantsCompression && context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } upgrade)
        {
            if (WebSocketUpgrade.Check(context.Request) is { } status)
            {
                WebSocketUpgrade.Refuse(context.Response, status);
                return null;
            }

            return new FramedWebSocketLink(engine, await WebSocketUpgrade.AcceptAsync(context, upgrade).ConfigureAwait(false), context, limits);
        }

        if (!wantsCompression && context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true, Protocol: "websocket" } connect)
        {
            if (context.Request.Headers.SecWebSocketVersion != WebSocketUpgrade.Version)
            {
                WebSocketUpgrade.Refuse(context.Response, StatusCodes.Status426UpgradeRequired);
                return null;
            }

            return new FramedWebSocketLink(engine, await WebSocketUpgrade.AcceptAsync(context, connect).ConfigureAwait(false), context, limits);
        }

        if (!context.WebSockets.IsWebSocketRequest)
        {
            WebSocketUpgrade.Refuse(context.Response, StatusCodes.Status426UpgradeRequired);
            return null;
        }

        // .NET's WebSocket keeps pongs to itself, so pinging is its affair here.
        var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = WebSocketUpgrade.SelectProtocol(context.Request),
            KeepAliveInterval = engine.Options.KeepAliveInterval,
            KeepAliveTimeout = engine.Options.ClientTimeout,
            DangerousEnableCompression = limits.Compression,
        }).ConfigureAwait(false);
        return new ManagedWebSocketLink(engine, socket, context, limits);
    }
}
