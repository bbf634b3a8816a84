using Microsoft.Extensions.Logging;

namespace Gateways.Authentication;

/// <summary>
/// Closes clients whose token has expired: one heap and one timer for all. A client that leaves is not looked for; its place goes when it comes up, or when the heap
/// has doubled.
/// </summary>
internal sealed partial class ExpirationQueue : IDisposable
{
    /// <summary>Tokens end by the clock on the wall, timers run by another: looking up once a minute notices when the former has been set.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private const int SmallestSweep = 1024;

    private readonly Lock _gate = new();
    private readonly PriorityQueue<JwtSession, long> _sessions = new();
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private int _sweepAt = SmallestSweep;
    private long _wakesAt = TokenVerdict.Never;

    public ExpirationQueue(TimeProvider time, ILogger logger)
    {
        _time = time;
        _logger = logger;
        _timer = time.CreateTimer(static queue => ((ExpirationQueue)queue!).CloseExpired(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many places are taken.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _sessions.Count;
            }
        }
    }

    /// <summary>Takes in a client, or takes note that its deadline has moved.</summary>
    public void Add(JwtSession session)
    {
        lock (_gate)
        {
            // A deadline that has moved back is noticed when the old place comes up.
            var deadline = session.Deadline;
            if (deadline == TokenVerdict.Never || (session.QueuedFor != 0 && session.QueuedFor <= deadline))
            {
                return;
            }

            Enqueue(session, deadline);
            if (_sessions.Count >= _sweepAt)
            {
                Sweep();
            }

            Schedule();
        }
    }

    public void Dispose() => _timer.Dispose();

    private void CloseExpired()
    {
        List<IGatewayClient> expired;
        lock (_gate)
        {
            _wakesAt = TokenVerdict.Never;
            expired = TakeExpired(_time.GetUtcNow().UtcTicks);
            Schedule();
        }

        foreach (var client in expired)
        {
            _ = CloseAsync(client);
        }
    }

    private List<IGatewayClient> TakeExpired(long now)
    {
        var expired = new List<IGatewayClient>();
        while (_sessions.TryPeek(out var session, out var due) && due <= now)
        {
            _sessions.Dequeue();
            if (session.QueuedFor != due)
            {
                // A place it has left for an earlier one.
                continue;
            }

            session.QueuedFor = 0;
            var deadline = session.Deadline;
            if (session.Client is not { IsConnected: true } client || deadline == TokenVerdict.Never)
            {
                continue;
            }

            if (deadline > now)
            {
                Enqueue(session, deadline);
            }
            else
            {
                expired.Add(client);
            }
        }

        return expired;
    }

    private void Enqueue(JwtSession session, long deadline)
    {
        session.QueuedFor = deadline;
        _sessions.Enqueue(session, deadline);
    }

    private void Sweep()
    {
        var staying = _sessions.UnorderedItems.Where(static item => item.Element.QueuedFor == item.Priority && item.Element.Client is { IsConnected: true }).ToArray();
        _sessions.Clear();
        _sessions.EnqueueRange(staying);
        _sweepAt = Math.Max(SmallestSweep, staying.Length * 2);
    }

    private void Schedule()
    {
        if (!_sessions.TryPeek(out _, out var due))
        {
            return;
        }

        var now = _time.GetUtcNow().UtcTicks;
        var wakeAt = Math.Min(Math.Max(due, now), now + LongestWait.Ticks);
        if (wakeAt < _wakesAt)
        {
            // Up to a whole millisecond: timers know no less, and one that fires early would find nobody.
            _wakesAt = wakeAt;
            _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(TimeSpan.FromTicks(wakeAt - now).TotalMilliseconds)), Timeout.InfiniteTimeSpan);
        }
    }

    private async Task CloseAsync(IGatewayClient client)
    {
        try
        {
            await client.DisconnectAsync(CloseReason.Unauthorized).ConfigureAwait(false);
            Log.Expired(_logger, client.Namespace, client.Id);
        }
        catch (Exception error)
        {
            Log.CloseFailed(_logger, client.Namespace, client.Id, error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(5103, LogLevel.Debug, "Client {ClientId} of {Namespace} is closed: its token has expired.")]
        public static partial void Expired(ILogger logger, string @namespace, string clientId);

        [LoggerMessage(5104, LogLevel.Error, "Client {ClientId} of {Namespace}, whose token has expired, could not be closed.")]
        public static partial void CloseFailed(ILogger logger, string @namespace, string clientId, Exception error);
    }
}
