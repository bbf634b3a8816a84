using System.Diagnostics.CodeAnalysis;
using StackExchange.Redis;

namespace Gateways.Redis.Connection;

/// <summary>How the link goes up and down.</summary>
internal sealed partial class RedisConnection
{
    /// <summary>How often a lost link is looked at, and how long one try of it waits for its echo.</summary>
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RetryTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Connected, and yet nothing comes back: after so many tries in a row the connection is thrown away.</summary>
    private const int MaxSilentTries = 5;
    private const int OverflowsPerLine = 1000;

    private readonly SemaphoreSlim _wake = new(0, 1);
    private int _silentTries;
    private uint _overflows;

    private void StartMonitor()
    {
        lock (_gate)
        {
            if (_monitor.IsCompleted && !_stopping.IsCancellationRequested)
            {
                _monitor = Task.Run(MonitorAsync);
            }
        }
    }

    private async Task MonitorAsync()
    {
        try
        {
            while (true)
            {
                await WaitAsync(IsUp ? _options.ProbeInterval : RetryInterval).ConfigureAwait(false);
                await _turn.WaitAsync(_stopping.Token).ConfigureAwait(false);
                try
                {
                    await (IsUp ? CheckAsync() : RaiseAsync()).ConfigureAwait(false);
                }
                catch (Exception error) when (error is not OperationCanceledException)
                {
                    // Whatever it is, without the monitor a lost link would stay lost.
                    Log.MonitorFailed(_logger, error);
                }
                finally
                {
                    _turn.Release();
                }
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The application stops.
        }
    }

    /// <summary>Waits for the time, or for news of the connection.</summary>
    private async Task WaitAsync(TimeSpan time)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        var news = _wake.WaitAsync(either.Token);
        await Task.WhenAny(news, Task.Delay(time, _time, either.Token)).ConfigureAwait(false);
        await either.CancelAsync().ConfigureAwait(false);
        await news.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Token.ThrowIfCancellationRequested();
    }

    private async Task CheckAsync()
    {
        var epoch = Volatile.Read(ref _epoch);
        var error = await TryAsync(async () =>
        {
            await ProbeAsync(_options.ProbeTimeout).ConfigureAwait(false);
            await TakeCensusAsync().ConfigureAwait(false);
        }).ConfigureAwait(false);
        if (error is not null && epoch == Volatile.Read(ref _epoch))
        {
            Fall("no echo came back", error);
        }
    }

    private async Task RaiseAsync()
    {
        var error = await TryRaiseAsync(_stopping.Token).ConfigureAwait(false);
        if (error is null)
        {
            Log.Returned(_logger, _source.Description);
            foreach (var member in _members)
            {
                member.OnReturned();
            }
        }
    }

    /// <summary>Connects, subscribes, hears itself, waits for the others: only then the link is up.</summary>
    private async Task<Exception?> TryRaiseAsync(CancellationToken cancellationToken)
    {
        Exception? error;
        do
        {
            error = await TryAsync(() => TryOnceAsync(cancellationToken)).ConfigureAwait(false);
            if (error is null)
            {
                return null;
            }

            await RenewWhenSilentAsync().ConfigureAwait(false);
            if (cancellationToken == _stopping.Token)
            {
                return error;
            }

            await Task.Delay(RetryInterval, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        while (!cancellationToken.IsCancellationRequested);
        return error;
    }

    private async Task TryOnceAsync(CancellationToken cancellationToken)
    {
        var multiplexer = _multiplexer ?? await ConnectAsync(cancellationToken).ConfigureAwait(false);
        if (!multiplexer.IsConnected)
        {
            throw new IOException("There is no connection.");
        }

        var epoch = Volatile.Read(ref _epoch);
        await SubscribeAsync(multiplexer).ConfigureAwait(false);
        await ProbeAsync(RetryTimeout).ConfigureAwait(false);
        await WaitForOthersAsync(cancellationToken).ConfigureAwait(false);
        await TakeCensusAsync().ConfigureAwait(false);
        if (epoch != Volatile.Read(ref _epoch))
        {
            throw new IOException("The connection was lost again.");
        }

        _silentTries = 0;
        if (!IsUp)
        {
            Volatile.Write(ref _isUp, true);
            _metrics.Up();
        }
    }

    private async Task<IConnectionMultiplexer> ConnectAsync(CancellationToken cancellationToken)
    {
        if (_connecting is null or { IsFaulted: true } or { IsCanceled: true })
        {
            _connecting = _source.ConnectAsync();
        }

        var multiplexer = await _connecting.WaitAsync(cancellationToken).ConfigureAwait(false);
        _connecting = null;
        multiplexer.ConnectionFailed += OnConnectionFailed;
        multiplexer.ConnectionRestored += OnConnectionRestored;
        Volatile.Write(ref _subscriber, multiplexer.GetSubscriber());
        Volatile.Write(ref _multiplexer, multiplexer);
        return multiplexer;
    }

    private async Task SubscribeAsync(IConnectionMultiplexer multiplexer)
    {
        _isClustered = multiplexer.GetServers().Any(static server => server is { IsConnected: true, ServerType: ServerType.Cluster });
        foreach (var member in _members)
        {
            await SubscribeAsync(multiplexer, member).ConfigureAwait(false);
        }
    }

    private async Task SubscribeAsync(IConnectionMultiplexer multiplexer, IBusMember member)
    {
        foreach (var subscription in member.Subscriptions)
        {
            if (!_queues.ContainsKey(subscription))
            {
                var queue = await multiplexer.GetSubscriber().SubscribeAsync(subscription.Channel).ConfigureAwait(false);
                _queues.Add(subscription, queue);
                queue.OnMessage(message => Receive(queue, subscription, message));
            }
        }
    }

    private void Receive(ChannelMessageQueue queue, BusSubscription subscription, ChannelMessage message)
    {
        if (queue.TryGetCount(out var waiting) && waiting > _options.MaxPendingMessages)
        {
            _metrics.Dropped(RedisMetrics.Overflow);
            if (_overflows++ % OverflowsPerLine == 0)
            {
                Log.Overflow(_logger, subscription.Channel.ToString(), _options.MaxPendingMessages);
            }

            return;
        }

        subscription.Handler(message.Channel, (ReadOnlyMemory<byte>)message.Message);
    }

    private async Task RenewWhenSilentAsync()
    {
        if (_source.IsOwned && _silentTries >= MaxSilentTries && _multiplexer is { } silent)
        {
            Log.Renewed(_logger, _source.Description);
            _silentTries = 0;
            Volatile.Write(ref _multiplexer, null);
            Volatile.Write(ref _subscriber, null);
            _queues.Clear();
            await LetGoAsync(silent).ConfigureAwait(false);
        }
    }

    private void Fall(string why, Exception? error)
    {
        Interlocked.Increment(ref _epoch);
        if (Interlocked.Exchange(ref _isUp, false))
        {
            _metrics.Down();
            Log.Lost(_logger, _source.Description, why, error);
            if (_fence.TakeUncertain() is > 0 and var uncertain)
            {
                _metrics.Uncertain(uncertain);
                Log.Uncertain(_logger, uncertain);
            }
        }
    }

    private void OnConnectionFailed(object? sender, ConnectionFailedEventArgs failure)
    {
        Fall($"the {failure.ConnectionType} connection failed ({failure.FailureType})", failure.Exception);
        Wake();
    }

    private void OnConnectionRestored(object? sender, ConnectionFailedEventArgs restored) => Wake();

    private void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever is wrong with the link, it is down, and tried again.")]
    private static async Task<Exception?> TryAsync(Func<Task> action)
    {
        try
        {
            await action().ConfigureAwait(false);
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }
}
