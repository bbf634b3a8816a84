using System.Runtime.ExceptionServices;

namespace Gateways.Presence;

/// <summary>How clients are taken out. What the store does not hear is owed to it, by the client that it is about.</summary>
internal sealed partial class PresenceTracker
{
    public async ValueTask UntrackAsync(IGatewayClient client, string topic, CancellationToken cancellationToken)
    {
        if (Known(client) is not { } tracked)
        {
            return;
        }

        await tracked.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            tracked.Unwant(topic);
            await PayAsync(tracked, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            tracked.Gate.Release();
        }
    }

    public async ValueTask<IReadOnlyCollection<string>> UntrackAllAsync(IGatewayClient client, CancellationToken cancellationToken)
    {
        if (Known(client) is not { } tracked)
        {
            return [];
        }

        // In a disconnect hook the client is leaving already: then this waits for that, and tries again what failed.
        await tracked.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            IReadOnlyCollection<string> topics = tracked.IsGone ? tracked.Left : [.. tracked.Topics.Keys];
            if (!tracked.IsGone)
            {
                UnwantAll(tracked);
            }

            await PayAsync(tracked, cancellationToken).ConfigureAwait(false);
            return topics;
        }
        finally
        {
            tracked.Gate.Release();
        }
    }

    private static void UnwantAll(TrackedClient tracked)
    {
        foreach (var topic in tracked.Topics.Keys)
        {
            tracked.Unwant(topic);
        }
    }

    private async Task LeaveAsync(TrackedClient tracked)
    {
        await tracked.Gate.WaitAsync().ConfigureAwait(false);
        try
        {
            tracked.Leave();
            _clients.TryRemove(tracked.Client, out _);
            foreach (var topic in tracked.Watched)
            {
                _watchers.Remove(tracked.Topic(topic), tracked.Outbound);
            }

            // A server that stops lets its clients come back elsewhere before they are missed.
            if (!_lifetime.ApplicationStopping.IsCancellationRequested)
            {
                UnwantAll(tracked);
                await PayAsync(tracked, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (AdapterUnavailableException error)
        {
            Log.Owed(_logger, tracked.Client.Namespace, tracked.Client.Id, error);
        }
        finally
        {
            tracked.Gate.Release();
        }
    }

    /// <summary>Takes a client out of all that it is owed to be taken out of. Under its gate.</summary>
    private async Task PayAsync(TrackedClient tracked, CancellationToken cancellationToken)
    {
        if (tracked.Owed.Count == 0)
        {
            return;
        }

        _debtors.TryAdd(tracked, default);
        var failure = default(Exception);
        foreach (var (topic, removal) in tracked.Owed.Select(topic => (topic, Remove(topic))).ToArray())
        {
            try
            {
                await removal.ConfigureAwait(false);
                tracked.Owed.Remove(topic);
            }
            catch (Exception error) when (error is AdapterUnavailableException or OperationCanceledException)
            {
                failure ??= error;
            }
        }

        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        _debtors.TryRemove(tracked, out _);

        Task Remove(string topic) => _store.UntrackAsync(tracked.Topic(topic), tracked.Client.Id, cancellationToken).AsTask();
    }

    /// <summary>Pays what is owed; but a store that has not heard of this server for so long forgets by itself what is not told again.</summary>
    private Task PayOwedAsync(CancellationToken cancellationToken)
    {
        var isForgotten = _engine.Time.GetElapsedTime(Volatile.Read(ref _lastBeat)) > _options.ServerTimeout;
        return InBatchesAsync(_debtors.Keys, static debtor => Math.Max(1, debtor.Owed.Count), async debtor =>
        {
            await debtor.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                if (isForgotten)
                {
                    debtor.Owed.Clear();
                }

                await PayAsync(debtor, cancellationToken).ConfigureAwait(false);
                _debtors.TryRemove(debtor, out _);
            }
            finally
            {
                debtor.Gate.Release();
            }
        });
    }
}
