using Gateways.Connecting;
using Gateways.Recovery;

namespace Gateways.Dispatch;

internal sealed partial class GatewayClient
{
    /// <summary>The end of every opening that nobody has waited for.</summary>
    private static readonly TaskCompletionSource Over = MakeOver();

    private CancellationTokenSource? _aborted;

    /// <summary>Completes when the client's opening is over. Made by who waits for it before that, which hardly anybody does.</summary>
    private TaskCompletionSource? _opened;
    private bool _isOpen;

    /// <summary>The connection hooks, where their time was up before they had ended.</summary>
    private Task? _lateHooks;
    private int _connected;

    /// <summary>Completes when the client's end is over; there once it has begun.</summary>
    private TaskCompletionSource? _end;

    public bool IsConnected => System.Threading.Volatile.Read(ref _end) is null;

    public CancellationToken Aborted
    {
        get
        {
            if (System.Threading.Volatile.Read(ref _aborted) is { } known)
            {
                return known.Token;
            }

            if (!IsConnected)
            {
                return new CancellationToken(canceled: true);
            }

            var source = new CancellationTokenSource();
            source = Interlocked.CompareExchange(ref _aborted, source, null) ?? source;
            if (!IsConnected)
            {
                source.Cancel();
            }

            return source.Token;
        }
    }

    /// <summary>The client may be ended while its opening still runs on the thread that began it, by its own hook or by another thread.</summary>
    private Task Opened =>
        (System.Threading.Volatile.Read(ref _opened) ?? Interlocked.CompareExchange(ref _opened, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), null) ?? _opened).Task;

    /// <summary>Asks the guards, where they have not been asked, and starts the connection hook; messages wait until it has ended.</summary>
    public void Open(ConnectRequest request) => _ = OpenAsync(request);

    private async Task OpenAsync(ConnectRequest request)
    {
        try
        {
            if (Host.MustAsk(request) && await Host.AdmitAsync(request, Aborted).ConfigureAwait(false) is { } refusal)
            {
                _connection.Refuse(this, refusal);
                return;
            }

            Take(request);
            await _connection.EnterAsync(this).ConfigureAwait(false);
            if (!IsConnected)
            {
                // It has left on the way in, or its transport has ended it there: nobody is to meet it.
                return;
            }

            _connection.OnAccepted(this);

            // After its protocol has said that it is in: what guards have to tell it comes behind that, and behind what it has missed.
            request.Connected(this);

            // A client that catches up is in all of its rooms, and so hears all that it has missed, only when its hook has ended.
            var awaitsHook = !Engine.Options.NestCompat.DispatchesBeforeConnected || _connection.IsCatchingUp;
            var hooks = ConnectHooksAsync();
            if (!awaitsHook)
            {
                await AdmitAsync().ConfigureAwait(false);
            }

            await hooks.ConfigureAwait(false);
            if (awaitsHook)
            {
                await AdmitAsync().ConfigureAwait(false);
            }
        }
        catch (Exception error)
        {
            TryRefuse(error);
        }
        finally
        {
            Interlocked.CompareExchange(ref _opened, Over, null)?.SetResult();
        }
    }

    /// <summary>Whoever ends the client waits for its opening, which therefore never fails: one that cannot even be told is cut.</summary>
    private void TryRefuse(Exception error)
    {
        try
        {
            Refuse(error);
        }
        catch (Exception failure)
        {
            Log.RefusalFailed(Engine.DispatchLogger, Space.Path, Id, failure);
            _connection.Cut();
        }
    }

    /// <summary>What guards have made of the wish, the client is.</summary>
    private void Take(ConnectRequest request)
    {
        _user = request.KnownUser;
        _userIdentifier = request.UserIdentifier;
        _data ??= request.KnownData;
    }

    private async ValueTask AdmitAsync()
    {
        if (Space.Log is { } log && _connection.IsCatchingUp)
        {
            CatchUp(log);
        }
        else
        {
            await Adapter.AdmitAsync(this, default).ConfigureAwait(false);
        }

        Engine.Metrics.Connected(Transport, Space.Path);
        _isOpen = true;
        OpenLanes();
    }

    /// <summary>Nothing is emitted between the client's admission and the replay: what comes before is in the log, what comes after is live.</summary>
    private void CatchUp(MessageLog log)
    {
        lock (log.Gate)
        {
            MessageLog.CompleteNow(Adapter.AdmitAsync(this, default));
            _connection.CatchUp(this, log);
        }
    }

    private async Task ConnectHooksAsync()
    {
        if (!Host.HasConnectionHooks)
        {
            await RunConnectHooksAsync(default).ConfigureAwait(false);
            return;
        }

        using var timeout = new CancellationTokenSource(Engine.Options.ConnectTimeout, Engine.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(Aborted, timeout.Token);

        // When the client leaves meanwhile, the hook is told, and waited for: if it succeeds all the same, the disconnect hook must follow.
        // When the time is up it is not waited for any longer: the client is refused.
        var hooks = RunConnectHooksAsync(either.Token);
        try
        {
            await hooks.WaitAsync(timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            // The hook must hear of it before its token is let go.
            _lateHooks = hooks;
            await either.CancelAsync().ConfigureAwait(false);
            throw new ConnectTimeoutException();
        }
    }

    private async Task RunConnectHooksAsync(CancellationToken cancellationToken)
    {
        foreach (var member in Host.Members)
        {
            // Nobody begins with a client that is refused, or gone, already.
            cancellationToken.ThrowIfCancellationRequested();
            await member.OnConnectedAsync(this, cancellationToken).ConfigureAwait(false);
            _connected++;
        }
    }

    private void Refuse(Exception error)
    {
        switch (error)
        {
            case OperationCanceledException when !IsConnected:
                break;
            case ConnectTimeoutException:
                Log.ConnectTimeout(Engine.DispatchLogger, Space.Path, Id, Engine.Options.ConnectTimeout);
                _connection.Refuse(this, new ConnectionRefusal(CloseReason.ConnectTimeout, CloseReason.ConnectTimeout.Text));
                break;
            case WsException refusal:
                _connection.Refuse(this, ConnectionRefusal.From(refusal, Engine.Json, Engine.DispatchLogger));
                break;
            default:
                Log.ConnectionHookFailed(Engine.DispatchLogger, Space.Path, Id, error);
                _connection.Refuse(this, new ConnectionRefusal(CloseReason.InternalError, CloseReason.InternalError.Text));
                break;
        }
    }

    private static TaskCompletionSource MakeOver()
    {
        var over = new TaskCompletionSource();
        over.SetResult();
        return over;
    }

    private void OpenLanes()
    {
        foreach (var lane in Lanes())
        {
            lane.Open();
        }
    }

    private MessageLane[] Lanes()
    {
        lock (_lane)
        {
            return _handlerLanes is null ? [_lane] : [_lane, .. _handlerLanes.Values];
        }
    }
}
