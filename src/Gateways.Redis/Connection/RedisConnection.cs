using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Gateways.Redis.Connection;

/// <summary>
/// The one link of this server to Redis. It is up only while every member has heard its own message come back; everything else is down, and
/// then publishing fails at once instead of waiting for better times.
/// </summary>
internal sealed partial class RedisConnection : IClusterBus, IAsyncDisposable
{
    private readonly RedisMultiplexerSource _source;
    private readonly RedisAdapterOptions _options;
    private readonly RedisMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<RedisConnection> _logger;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Dictionary<IBusMember, BusSeat> _seats = [];
    private readonly BusSeat _own;
    private readonly ReceiveBudget _budget;
    private readonly Lock _gate = new();
    private Task<IConnectionMultiplexer>? _connecting;
    private IConnectionMultiplexer? _multiplexer;
    private ISubscriber? _subscriber;
    private Task _monitor = Task.CompletedTask;
    private Exception? _startFailure;
    private bool _hasConnected;
    private bool _isUp;
    private bool _isDisposed;
    private long _epoch;
    private long _pendingBytes;
    private long _lastEcho;
    private bool _isClustered;

    public RedisConnection(
        RedisMultiplexerSource source, ClusterName cluster, IOptions<RedisAdapterOptions> options, RedisMetrics metrics, TimeProvider time, ILogger<RedisConnection> logger)
    {
        _source = source;
        _options = options.Value;
        _metrics = metrics;
        _time = time;
        _logger = logger;
        _budget = new ReceiveBudget(_options.MaxReceivedBytes);
        _own = CreateSeat(new ConnectionMember(cluster.Prefix));
    }

    /// <summary>Whether the server's own messages come back to it.</summary>
    public bool IsUp => Volatile.Read(ref _isUp);

    /// <summary>How long ago the last one came back; null when none ever has.</summary>
    public TimeSpan? SinceLastEcho => Volatile.Read(ref _lastEcho) is not 0 and var echo ? _time.GetElapsedTime(echo) : null;

    /// <summary>The keys of the application.</summary>
    /// <exception cref="AdapterUnavailableException">There is no connection.</exception>
    public IDatabase Database => Multiplexer.GetDatabase();

    private IConnectionMultiplexer Multiplexer => Volatile.Read(ref _multiplexer) ?? throw NotYet();

    private ISubscriber Subscriber => Volatile.Read(ref _subscriber) ?? throw NotYet();

    public async Task JoinAsync(IBusMember member, bool isRequired, CancellationToken cancellationToken)
    {
        var seat = CreateSeat(member);
        lock (_gate)
        {
            _seats.Add(member, seat);
        }

        try
        {
            // While the link is down, who comes late waits with everyone else for its return.
            await (isRequired ? JoinAtStartAsync(seat, cancellationToken) : SubscribeWhenUpAsync(seat)).ConfigureAwait(false);
        }
        catch
        {
            await LeaveAsync(member).ConfigureAwait(false);
            throw;
        }

        StartMonitor();
    }

    public Task LeaveAsync(IBusMember member)
    {
        BusSeat? seat;
        lock (_gate)
        {
            _seats.Remove(member, out seat);
        }

        return seat is null ? Task.CompletedTask : seat.LeaveAsync();
    }

    public async ValueTask DisposeAsync()
    {
        // The container knows it by two names, and disposes of both.
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        await _monitor.ConfigureAwait(false);
        if (_multiplexer is { } multiplexer)
        {
            await _own.LeaveAsync().ConfigureAwait(false);
            await LetGoAsync(multiplexer).ConfigureAwait(false);
        }
        else if (_connecting is not null && _source.IsOwned)
        {
            // It was still trying when the application gave up.
            _ = _connecting.ContinueWith(static late => late.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        }

        _stopping.Dispose();
        _turn.Dispose();
    }

    /// <summary>The first to come raises the link, for as long as starting may take; how that went, the others need not try again.</summary>
    private async Task JoinAtStartAsync(BusSeat seat, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await SubscribeWhenUpAsync(seat).ConfigureAwait(false);
            if (IsUp)
            {
                return;
            }

            if (_startFailure is null)
            {
                using var patience = new CancellationTokenSource(_options.ConnectTimeout, _time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
                _startFailure = await TryRaiseAsync(either.Token).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                if (_startFailure is not null && _options.AllowDegradedStart)
                {
                    Log.Degraded(_logger, _source.Description, _startFailure);
                }
            }

            if (_startFailure is not null && !_options.AllowDegradedStart)
            {
                throw new InvalidOperationException(
                    $"Redis at {_source.Description} could not be used within {_options.ConnectTimeout}: {_startFailure.Message} " +
                    $"Check the address and that Redis runs, or set RedisAdapterOptions.{nameof(RedisAdapterOptions.AllowDegradedStart)} to start without it.",
                    _startFailure);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task SubscribeWhenUpAsync(BusSeat seat)
    {
        // Down when this is read, it goes up only after it has looked whether all have subscribed.
        if (IsUp && await TryAsync(() => seat.SubscribeAsync(Multiplexer)).ConfigureAwait(false) is { } error)
        {
            Fall("a subscription was not confirmed", error);
            Wake();
        }
    }

    private BusSeat CreateSeat(IBusMember member) => new(member, new BusInbox(_options.MaxPendingMessages, _budget, error => Log.HandlerFailed(_logger, error)), Receive);

    private BusSeat[] Seats()
    {
        lock (_gate)
        {
            return [_own, .. _seats.Values];
        }
    }

    private AdapterUnavailableException NotYet() =>
        Refused(_hasConnected ? "it is being connected anew" : "there has been no connection yet", null, mayHaveBeenPublished: false);

    private async Task LetGoAsync(IConnectionMultiplexer multiplexer)
    {
        multiplexer.ConnectionFailed -= OnConnectionFailed;
        multiplexer.ConnectionRestored -= OnConnectionRestored;
        if (_source.IsOwned)
        {
            await multiplexer.DisposeAsync().ConfigureAwait(false);
        }
    }
}
