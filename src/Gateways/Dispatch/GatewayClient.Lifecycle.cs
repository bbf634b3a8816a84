using Gateways.Connections;
using Gateways.Recovery;

namespace Gateways.Dispatch;

internal sealed partial class GatewayClient
{
    private CancellationTokenSource? _aborted;
    private Task _opening = Task.CompletedTask;
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

    /// <summary>Asks the guards, where they have not been asked, and starts the connection hook; messages wait until it has ended.</summary>
    public void Open(ConnectRequest request) => _opening = OpenAsync(request);

    public Task EndAsync(CloseReason reason, int? code = null, string? description = null)
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return Interlocked.CompareExchange(ref _end, end, null) is { } first ? first.Task : LeaveAsync(end, reason, code, description);
    }

    /// <summary>Lets the client's handlers end; takes no more messages. Streams, which may have no end, go on until the client leaves.</summary>
    public Task DrainAsync(TimeSpan timeout) => WaitForHandlersAsync(includingStreams: false, timeout);

    /// <summary>Never fails: nobody could do anything about it, and the connection must go.</summary>
    private async Task LeaveAsync(TaskCompletionSource end, CloseReason reason, int? code, string? description)
    {
        var rooms = await RemoveAsync().ConfigureAwait(false);
        _acks?.Abandon();
        await CancelAsync().ConfigureAwait(false);
        await _opening.ConfigureAwait(false);
        await WaitForLateHooksAsync().ConfigureAwait(false);

        // Had it left while a guard was still deciding, it was added only after it was removed.
        await RemoveAsync().ConfigureAwait(false);
        await WaitForHandlersAsync(includingStreams: true, Engine.Options.HandlerDrainTimeout).ConfigureAwait(false);
        await DisconnectHooksAsync(new DisconnectContext(_connection.CloseReason ?? reason, rooms, code, description)).ConfigureAwait(false);
        if (_isOpen)
        {
            Engine.Metrics.Disconnected(Transport, Space.Path);
        }

        foreach (var instance in _instances)
        {
            await DisposeAsync(instance.Scope).ConfigureAwait(false);
        }

        try
        {
            await Host.Namespaces.ReleaseAsync(Space).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Log.EndFailed(Engine.DispatchLogger, Space.Path, Id, error);
        }

        _connection.Remove(this);
        end.SetResult();
    }

    private async ValueTask<IReadOnlyCollection<string>> RemoveAsync()
    {
        try
        {
            return await Adapter.RemoveAsync(this).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Log.EndFailed(Engine.DispatchLogger, Space.Path, Id, error);
            return [];
        }
    }

    /// <summary>A connection hook that goes on after its time has its instances and scopes until it ends, and the disconnect hook comes behind it; but not for ever.</summary>
    private async Task WaitForLateHooksAsync()
    {
        if (_lateHooks is not { } hooks)
        {
            return;
        }

        try
        {
            await hooks.WaitAsync(Engine.Options.HandlerDrainTimeout, Engine.Time).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!hooks.IsCompleted)
        {
            Log.HandlersStillRun(Engine.DispatchLogger, Space.Path, Id, Engine.Options.HandlerDrainTimeout);
        }
        catch (Exception error) when (error is OperationCanceledException or WsException)
        {
            // It has heard that its time is up.
        }
        catch (Exception error)
        {
            Log.ConnectionHookFailed(Engine.DispatchLogger, Space.Path, Id, error);
        }
    }

    private async Task WaitForHandlersAsync(bool includingStreams, TimeSpan timeout)
    {
        try
        {
            await Task.WhenAll(Lanes().Select(static lane => lane.StopAsync())).WaitAsync(timeout, Engine.Time).ConfigureAwait(false);
            if (includingStreams && _streams is { } streams)
            {
                await streams.WaitAsync().WaitAsync(timeout, Engine.Time).ConfigureAwait(false);
            }
        }
        catch (TimeoutException)
        {
            Log.HandlersStillRun(Engine.DispatchLogger, Space.Path, Id, timeout);
        }
    }

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

    /// <summary>Every gateway whose connection hook has succeeded hears that the client has left; one that fails keeps it from nobody else.</summary>
    private async Task DisconnectHooksAsync(DisconnectContext context)
    {
        foreach (var member in Host.Members.Take(_connected))
        {
            try
            {
                await member.OnDisconnectedAsync(this, context).ConfigureAwait(false);
            }
            catch (Exception error)
            {
                Log.DisconnectHookFailed(Engine.DispatchLogger, Space.Path, Id, error);
            }
        }
    }

    private async Task CancelAsync()
    {
        if (System.Threading.Volatile.Read(ref _aborted) is not { } source)
        {
            return;
        }

        try
        {
            await source.CancelAsync().ConfigureAwait(false);
        }
        catch (AggregateException error)
        {
            // A callback of the application threw; the others have run.
            Log.AbortCallbackFailed(Engine.DispatchLogger, Space.Path, Id, error);
        }
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
