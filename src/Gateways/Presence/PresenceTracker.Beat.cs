namespace Gateways.Presence;

/// <summary>What is done every few seconds.</summary>
internal sealed partial class PresenceTracker
{
    /// <summary>How many changes are on their way to the store at once.</summary>
    private const int BatchSize = 256;

    /// <summary>Says that this server lives. Waits for nothing else: however much there is to tell, this must come in time.</summary>
    public async Task BeatAsync(CancellationToken cancellationToken)
    {
        try
        {
            await StartAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            await _store.BeatAsync(cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref _lastBeat, _engine.Time.GetTimestamp());
        }
        catch (AdapterUnavailableException error)
        {
            Log.NoBeat(_logger, error);
        }
    }

    /// <summary>Tells what the store does not have, looks who has gone away, and clears up after servers that are dead.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        try
        {
            await StartAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            await PayOwedAsync(cancellationToken).ConfigureAwait(false);
            await RepeatAsync(cancellationToken).ConfigureAwait(false);
            await SweepAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (AdapterUnavailableException error)
        {
            Log.NotReached(_logger, error);
        }
    }

    private async Task RepeatAsync(CancellationToken cancellationToken)
    {
        var reset = Volatile.Read(ref _reset);
        await InBatchesAsync(
            _clients.Values.Where(tracked => IsActive(tracked) != tracked.IsActive || tracked.Topics.Values.Any(topic => !topic.IsTold(reset, tracked.IsActive))),
            static tracked => Math.Max(1, tracked.Topics.Count),
            tracked => RepeatAsync(tracked, IsActive(tracked), cancellationToken)).ConfigureAwait(false);
        if (_settled != reset && _clients.Values.All(tracked => tracked.Topics.Values.All(topic => topic.ToldIn == reset)))
        {
            await _store.SettleAsync(reset, cancellationToken).ConfigureAwait(false);
            _settled = reset;
        }

        await InBatchesAsync(_watchers.TopicsWithoutState, static _ => 1, topic => SendStateAsync(topic, cancellationToken)).ConfigureAwait(false);
    }

    private async Task RepeatAsync(TrackedClient tracked, bool isActive, CancellationToken cancellationToken)
    {
        await tracked.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (tracked.IsGone)
            {
                return;
            }

            // From here on every topic that was told otherwise counts as untold, whatever becomes of the first.
            tracked.IsActive = isActive;
            var reset = Volatile.Read(ref _reset);
            foreach (var (topic, wanted) in tracked.Topics)
            {
                if (!wanted.IsTold(reset, isActive))
                {
                    await TellAsync(tracked, topic, wanted, cancellationToken).ConfigureAwait(false);
                    if (wanted.ToldIn != reset)
                    {
                        // What the others did meanwhile was not heard.
                        Name(tracked.Topic(topic));
                    }
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
            await RepeatAsync(tracked, isActive: true, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error) when (error is AdapterUnavailableException or InvalidOperationException)
        {
            // It is told again by itself.
            Log.NotReached(_logger, error);
        }
        finally
        {
            tracked.EndReturn();
        }
    }

    /// <summary>Goes on as long as there is more, for half of the time: the store has others to serve.</summary>
    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        var began = _engine.Time.GetTimestamp();
        for (var started = began; await _store.SweepAsync(cancellationToken).ConfigureAwait(false); started = _engine.Time.GetTimestamp())
        {
            if (_engine.Time.GetElapsedTime(began) > _options.BeatInterval)
            {
                return;
            }

            await Task.Delay(_engine.Time.GetElapsedTime(started), _engine.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private bool IsActive(TrackedClient tracked) => _engine.Time.GetElapsedTime(tracked.LastActive) < _options.AwayAfter;

    private static async Task InBatchesAsync<T>(IEnumerable<T> items, Func<T, int> weigh, Func<T, Task> run)
    {
        var (batch, weight) = (new List<Task>(), 0);
        foreach (var item in items)
        {
            batch.Add(run(item));
            weight += weigh(item);
            if (weight >= BatchSize)
            {
                await Task.WhenAll(batch).ConfigureAwait(false);
                batch.Clear();
                weight = 0;
            }
        }

        await Task.WhenAll(batch).ConfigureAwait(false);
    }
}
