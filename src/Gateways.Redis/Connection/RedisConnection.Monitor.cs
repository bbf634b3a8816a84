using System.Diagnostics.CodeAnalysis;
using System.Net;
using StackExchange.Redis;

namespace Gateways.Redis.Connection;

/// <summary>Whether the link still lives, and how it goes down.</summary>
internal sealed partial class RedisConnection
{
    private readonly SemaphoreSlim _wake = new(0, 1);

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
