using Gateways.Connections;

namespace Gateways.Dispatch;

internal sealed partial class GatewayClient
{
    private CancellationTokenSource? _aborted;
    private Task _opening = Task.CompletedTask;
    private bool _isOpen;
    private int _hasLeft;

    public bool IsConnected => Volatile.Read(ref _hasLeft) == 0;

    public CancellationToken Aborted
    {
        get
        {
            if (Volatile.Read(ref _aborted) is { } known)
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

    /// <summary>Starts the connection hook; messages wait until it has ended.</summary>
    public void Open() => _opening = OpenAsync();

    public async Task EndAsync(CloseReason reason, int? code = null, string? description = null)
    {
        if (Interlocked.Exchange(ref _hasLeft, 1) != 0)
        {
            return;
        }

        var rooms = await Adapter.RemoveAsync(this).ConfigureAwait(false);
        _acks?.Abandon();
        await CancelAsync().ConfigureAwait(false);
        await _opening.ConfigureAwait(false);
        await DrainAsync(Engine.Options.HandlerDrainTimeout).ConfigureAwait(false);
        if (_isOpen)
        {
            await DisconnectHookAsync(new DisconnectContext(_connection.CloseReason ?? reason, rooms, code, description)).ConfigureAwait(false);
            Engine.Metrics.Disconnected(Transport, Namespace);
        }

        await Host.ReleaseAsync(this).ConfigureAwait(false);
        _connection.Remove(this);
    }

    /// <summary>Lets the client's handlers end; takes no more messages.</summary>
    public async Task DrainAsync(TimeSpan timeout)
    {
        try
        {
            await Task.WhenAll(Lanes().Select(static lane => lane.StopAsync())).WaitAsync(timeout, Engine.Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Log.HandlersStillRun(Engine.DispatchLogger, Namespace, Id, timeout);
        }
    }

    private async Task OpenAsync()
    {
        try
        {
            await Adapter.AddAsync(this, default).ConfigureAwait(false);
            _connection.OnAccepted(this);
            await Host.OnConnectedAsync(this).ConfigureAwait(false);
            await Adapter.AdmitAsync(this, default).ConfigureAwait(false);
            Engine.Metrics.Connected(Transport, Namespace);
            _isOpen = true;
            OpenLanes();
        }
        catch (Exception error)
        {
            Refuse(error);
        }
    }

    private void Refuse(Exception error)
    {
        switch (error)
        {
            case OperationCanceledException when !IsConnected:
                break;
            case ConnectTimeoutException:
                Log.ConnectTimeout(Engine.DispatchLogger, Namespace, Id, Engine.Options.ConnectTimeout);
                _connection.Refuse(this, new ConnectionRefusal(CloseReason.ConnectTimeout, CloseReason.ConnectTimeout.Text));
                break;
            case WsException refusal:
                _connection.Refuse(this, new ConnectionRefusal(CloseReason.Refused, refusal.Message));
                break;
            default:
                Log.ConnectionHookFailed(Engine.DispatchLogger, Namespace, Id, error);
                _connection.Refuse(this, new ConnectionRefusal(CloseReason.InternalError, CloseReason.InternalError.Text));
                break;
        }
    }

    private async Task DisconnectHookAsync(DisconnectContext context)
    {
        try
        {
            await Host.OnDisconnectedAsync(this, context).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Log.DisconnectHookFailed(Engine.DispatchLogger, Namespace, Id, error);
        }
    }

    private async Task CancelAsync()
    {
        if (Volatile.Read(ref _aborted) is not { } source)
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
            Log.AbortCallbackFailed(Engine.DispatchLogger, Namespace, Id, error);
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
        lock (this)
        {
            return _handlerLanes is null ? [_lane] : [_lane, .. _handlerLanes.Values];
        }
    }
}
