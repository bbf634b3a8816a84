namespace Gateways.Dispatch;

/// <content>How the client ends: out of its rooms first, then its handlers, then its disconnect hooks.</content>
internal sealed partial class GatewayClient
{
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
        await Opened.ConfigureAwait(false);
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
            await StopLanesAsync().WaitAsync(timeout, Engine.Time).ConfigureAwait(false);
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

    private Task StopLanesAsync()
    {
        // In one step against a message that makes its handler's lane.
        lock (_lane)
        {
            return Task.WhenAll(Lanes().Select(static lane => lane.StopAsync()));
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
}
