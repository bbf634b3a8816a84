using System.Diagnostics.CodeAnalysis;
using System.Net;
using StackExchange.Redis;

namespace Gateways.Redis.Connection;

/// <summary>How the link goes up and down.</summary>
internal sealed partial class RedisConnection
{
    /// <summary>How often a lost link is looked at, and how long one try of it waits for its echo.</summary>
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RetryTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Connected, and yet nothing comes back: after so many tries in a row all is made anew.</summary>
    private const int MaxSilentTries = 5;

    private readonly SemaphoreSlim _wake = new(0, 1);
    private int _silentTries;

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
                try
                {
                    await (IsUp ? CheckAsync() : RaiseInTurnAsync()).ConfigureAwait(false);
                }
                catch (Exception error) when (error is not OperationCanceledException)
                {
                    // Whatever it is, without the monitor a lost link would stay lost.
                    Log.MonitorFailed(_logger, error);
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
            await TakeCensusAsync(Seats(), mustBeCounted: true).ConfigureAwait(false);
        }).ConfigureAwait(false);
        if (error is not null)
        {
            FallSince(epoch, "no echo came back", error);
        }
    }

    private async Task RaiseInTurnAsync()
    {
        await _turn.WaitAsync(_stopping.Token).ConfigureAwait(false);
        try
        {
            if (!IsUp)
            {
                await RaiseAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task RaiseAsync()
    {
        var error = await TryRaiseAsync(_stopping.Token).ConfigureAwait(false);
        if (error is null)
        {
            Log.Returned(_logger, _source.Description);
            foreach (var seat in Seats())
            {
                seat.Member.OnReturned();
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
        _isClustered = multiplexer.GetServers().Any(static server => server is { IsConnected: true, ServerType: ServerType.Cluster });
        BusSeat[] seats;
        do
        {
            seats = Seats();
            await Task.WhenAll(seats.Select(seat => seat.SubscribeAsync(multiplexer))).ConfigureAwait(false);
            await ProbeEachAsync(seats, RetryTimeout).ConfigureAwait(false);
            await WaitForOthersAsync(seats, cancellationToken).ConfigureAwait(false);
            await TakeCensusAsync(seats, mustBeCounted: false).ConfigureAwait(false);
        }
        while (!TryRise(multiplexer, epoch));
        _silentTries = 0;
    }

    /// <summary>Looks once more and goes up in one step: neither a loss nor a new member comes in between.</summary>
    /// <returns>False when somebody has joined meanwhile and has not subscribed.</returns>
    private bool TryRise(IConnectionMultiplexer multiplexer, long epoch)
    {
        lock (_gate)
        {
            if (epoch != _epoch)
            {
                throw new IOException("The connection was lost again.");
            }

            if (!_seats.Values.All(seat => seat.IsSubscribedTo(multiplexer)))
            {
                return false;
            }

            if (!_isUp)
            {
                Volatile.Write(ref _isUp, true);
                _metrics.Up();
            }

            return true;
        }
    }

    private async Task<IConnectionMultiplexer> ConnectAsync(CancellationToken cancellationToken)
    {
        if (_connecting is null or { IsFaulted: true } or { IsCanceled: true })
        {
            _connecting = _source.ConnectAsync();
        }

        var multiplexer = await _connecting.WaitAsync(cancellationToken).ConfigureAwait(false);
        (_connecting, _hasConnected) = (null, true);
        multiplexer.ConnectionFailed += OnConnectionFailed;
        multiplexer.ConnectionRestored += OnConnectionRestored;
        Volatile.Write(ref _subscriber, multiplexer.GetSubscriber());
        Volatile.Write(ref _multiplexer, multiplexer);
        return multiplexer;
    }

    private async Task RenewWhenSilentAsync()
    {
        if (_silentTries < MaxSilentTries || _multiplexer is not { } silent)
        {
            return;
        }

        Log.Renewed(_logger, _source.Description);
        _silentTries = 0;
        if (_source.IsOwned)
        {
            Volatile.Write(ref _multiplexer, null);
            Volatile.Write(ref _subscriber, null);
            await LetGoAsync(silent).ConfigureAwait(false);
            return;
        }

        // It is the application's: only what was subscribed by it can be made anew.
        foreach (var seat in Seats())
        {
            await seat.UnsubscribeAsync().ConfigureAwait(false);
        }
    }

    private void Fall(string why, Exception? error) => FallSince(epoch: null, why, error);

    /// <summary>Goes down, unless it has already done so since what went wrong had begun.</summary>
    private void FallSince(long? epoch, string why, Exception? error)
    {
        lock (_gate)
        {
            if (epoch is { } begun && begun != _epoch)
            {
                return;
            }

            _epoch++;
            if (!_isUp)
            {
                return;
            }

            Volatile.Write(ref _isUp, false);
        }

        _metrics.Down();
        Log.Lost(_logger, _source.Description, why, error);
        if (_fence.TakeUncertain() is > 0 and var uncertain)
        {
            _metrics.Uncertain(uncertain);
            Log.Uncertain(_logger, uncertain);
        }
    }

    private void OnConnectionFailed(object? sender, ConnectionFailedEventArgs failure)
    {
        if (Carries(failure.EndPoint))
        {
            Fall($"the {failure.ConnectionType} connection failed ({failure.FailureType})", failure.Exception);
            Wake();
        }
    }

    /// <summary>
    /// Whether the link goes over an endpoint. Publishing is the primary's, and so is subscribing as a rule: a replica may come and go. In a Redis cluster anyone may carry a channel.
    /// </summary>
    private bool Carries(EndPoint? endpoint)
    {
        if (endpoint is null || _isClustered || Volatile.Read(ref _multiplexer) is not { } multiplexer)
        {
            return true;
        }

        return !multiplexer.GetServer(endpoint).IsReplica || endpoint.Equals(_own.Endpoint);
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
