namespace Gateways.Presence;

/// <summary>What is done every few seconds.</summary>
internal sealed partial class PresenceTracker
{
    /// <summary>Says that this server lives, repeats what the store does not have, and looks who has gone away.</summary>
    public async Task BeatAsync(CancellationToken cancellationToken)
    {
        try
        {
            await StartAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            await _store.BeatAsync(cancellationToken).ConfigureAwait(false);
            await PayOwedAsync(cancellationToken).ConfigureAwait(false);
            var mustRepeat = Interlocked.Exchange(ref _mustRepeat, 0) == 1;
            try
            {
                await RepeatAsync(everything: mustRepeat, cancellationToken).ConfigureAwait(false);
            }
            catch (AdapterUnavailableException) when (mustRepeat)
            {
                Volatile.Write(ref _mustRepeat, 1);
                throw;
            }
        }
        catch (AdapterUnavailableException error)
        {
            Log.NotReached(_logger, error);
        }
    }

    private async Task PayOwedAsync(CancellationToken cancellationToken)
    {
        for (var count = _owed.Count; count > 0 && _owed.TryDequeue(out var owed); count--)
        {
            await RemoveAsync(owed.Topic, owed.ClientId, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RepeatAsync(bool everything, CancellationToken cancellationToken)
    {
        foreach (var tracked in _clients.Values)
        {
            var isActive = _engine.Time.GetElapsedTime(tracked.LastActive) < _options.AwayAfter;
            if (everything || isActive != tracked.IsActive || tracked.Topics.Values.Any(static topic => !topic.IsStored))
            {
                await RepeatAsync(tracked, isActive, everything, cancellationToken).ConfigureAwait(false);
            }
        }

        foreach (var topic in _watchers.TopicsWithoutState)
        {
            await SendStateAsync(topic, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RepeatAsync(TrackedClient tracked, bool isActive, bool everything, CancellationToken cancellationToken)
    {
        await tracked.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (tracked.IsGone)
            {
                return;
            }

            var hasChanged = tracked.IsActive != isActive;
            tracked.IsActive = isActive;
            foreach (var (topic, wanted) in tracked.Topics.ToArray())
            {
                if (everything || hasChanged || !wanted.IsStored)
                {
                    // Metadata only where the store may lack it: another client of the user may have said something newer.
                    tracked.Topics[topic] = wanted with { IsStored = false };
                    await StoreAsync(tracked.Client.Namespace, tracked, topic, wanted, wanted.IsStored && !everything ? default : wanted.Metadata, cancellationToken).ConfigureAwait(false);
                }

                if (everything)
                {
                    // What the others did meanwhile was not heard.
                    Name(new PresenceTopic(tracked.Client.Namespace, topic));
                }
            }
        }
        finally
        {
            tracked.Gate.Release();
        }
    }

    private async Task SetActivityAsync(TrackedClient tracked)
    {
        try
        {
            await RepeatAsync(tracked, isActive: true, everything: false, CancellationToken.None).ConfigureAwait(false);
        }
        catch (AdapterUnavailableException error)
        {
            // The next beat repeats it.
            Log.NotReached(_logger, error);
        }
        finally
        {
            tracked.EndReturn();
        }
    }
}
