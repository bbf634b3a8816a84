using StackExchange.Redis;

namespace Gateways.Redis.Connection;

/// <summary>How the link goes up.</summary>
internal sealed partial class RedisConnection
{
    /// <summary>How often a lost link is looked at, and how long one try of it waits for its echo.</summary>
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RetryTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Connected, and yet nothing comes back: after so many tries in a row all is made anew.</summary>
    private const int MaxSilentTries = 5;

    private int _silentTries;
    private Type? _trouble;

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
            _trouble = null;
            Log.Returned(_logger, _source.Description);
            foreach (var seat in Seats())
            {
                seat.Member.OnReturned();
            }
        }
        else if (!_stopping.IsCancellationRequested)
        {
            Tell(error);
        }
    }

    /// <summary>Tries come four times a second: one line for each kind of trouble in a row, and none for a connection that is just not there.</summary>
    private void Tell(Exception error)
    {
        if (error.GetType() != _trouble && _multiplexer is { IsConnected: true })
        {
            _trouble = error.GetType();
            Log.NotRaised(_logger, _source.Description, error.Message, error);
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
}
