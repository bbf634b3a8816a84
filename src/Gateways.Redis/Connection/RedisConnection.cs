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
    private readonly ProbeEchoes _echoes;
    private readonly RedisMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<RedisConnection> _logger;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<IBusMember> _members = [];
    private readonly Dictionary<BusSubscription, ChannelMessageQueue> _queues = [];
    private readonly Lock _gate = new();
    private Task<IConnectionMultiplexer>? _connecting;
    private IConnectionMultiplexer? _multiplexer;
    private ISubscriber? _subscriber;
    private Task _monitor = Task.CompletedTask;
    private bool _isUp;
    private bool _isDisposed;
    private long _epoch;
    private long _pendingBytes;
    private long _lastEcho;
    private bool _isClustered;

    public RedisConnection(
        RedisMultiplexerSource source, IOptions<RedisAdapterOptions> options, ProbeEchoes echoes, RedisMetrics metrics, TimeProvider time, ILogger<RedisConnection> logger)
    {
        _source = source;
        _options = options.Value;
        _echoes = echoes;
        _metrics = metrics;
        _time = time;
        _logger = logger;
    }

    /// <summary>Whether the server's own messages come back to it.</summary>
    public bool IsUp => Volatile.Read(ref _isUp);

    /// <summary>How long ago the last one came back; null when none ever has.</summary>
    public TimeSpan? SinceLastEcho => Volatile.Read(ref _lastEcho) is not 0 and var echo ? _time.GetElapsedTime(echo) : null;

    /// <summary>The keys of the application.</summary>
    /// <exception cref="AdapterUnavailableException">There has never been a connection.</exception>
    public IDatabase Database => Multiplexer.GetDatabase();

    private IConnectionMultiplexer Multiplexer => Volatile.Read(ref _multiplexer) ?? throw NotYet();

    private ISubscriber Subscriber => Volatile.Read(ref _subscriber) ?? throw NotYet();

    public async Task JoinAsync(IBusMember member, bool isRequired, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _members.Add(member);
            if (!isRequired)
            {
                await JoinLateAsync(member).ConfigureAwait(false);
                return;
            }

            using var patience = new CancellationTokenSource(_options.ConnectTimeout, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
            var error = await TryRaiseAsync(either.Token).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (error is not null)
            {
                StartDegraded(error);
            }
        }
        finally
        {
            _turn.Release();
        }

        StartMonitor();
    }

    public async Task LeaveAsync(IBusMember member)
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_members.Remove(member))
            {
                _lastCensus.Remove(member);
                foreach (var subscription in member.Subscriptions)
                {
                    if (_queues.Remove(subscription, out var queue))
                    {
                        await queue.UnsubscribeAsync(CommandFlags.FireAndForget).ConfigureAwait(false);
                    }
                }
            }
        }
        finally
        {
            _turn.Release();
        }
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

    /// <summary>While the link is down, the member waits with everyone else for its return.</summary>
    private async Task JoinLateAsync(IBusMember member)
    {
        if (IsUp && await TryAsync(() => SubscribeAsync(Multiplexer, member)).ConfigureAwait(false) is { } error)
        {
            Fall("a subscription was not confirmed", error);
            Wake();
        }
    }

    private AdapterUnavailableException NotYet() => Refused("there has been no connection yet", null, mayHaveBeenPublished: false);

    private void StartDegraded(Exception error)
    {
        if (!_options.AllowDegradedStart)
        {
            throw new InvalidOperationException(
                $"Redis at {_source.Description} could not be used within {_options.ConnectTimeout}: {error.Message} " +
                $"Check the address and that Redis runs, or set RedisAdapterOptions.{nameof(RedisAdapterOptions.AllowDegradedStart)} to start without it.",
                error);
        }

        Log.Degraded(_logger, _source.Description, error);
    }

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
