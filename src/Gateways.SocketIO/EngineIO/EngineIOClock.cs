namespace Gateways.SocketIO.EngineIO;

/// <summary>
/// One timer for all sessions of a server. It beats as often as the shortest of the time-outs needs, once a second at the slowest, and counts its own time: of a pause of
/// the whole machine only the first seconds are counted, so that nobody is found too late who only could not be heard. Read without a lock.
/// </summary>
internal sealed class EngineIOClock : IDisposable
{
    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Fastest = TimeSpan.FromMilliseconds(10);

    /// <summary>How much time between two beats is counted. A beat that is merely late, on a busy machine, loses nothing.</summary>
    private static readonly long LongestTicks = 2 * Slowest.Ticks;

    private readonly TimeProvider _time;
    private readonly Action<long> _beat;
    private readonly ITimer _timer;
    private readonly long _start;
    private long _beatenTicks;
    private long _lostTicks;
    private int _isBeating;

    /// <param name="time">The clock of the application.</param>
    /// <param name="shortest">The shortest time-out that is to be kept.</param>
    /// <param name="beat">Called at every beat with the time, never twice at once.</param>
    public EngineIOClock(TimeProvider time, TimeSpan shortest, Action<long> beat)
    {
        _time = time;
        _beat = beat;
        Period = PeriodFor(shortest);
        _start = time.GetTimestamp();
        _timer = time.CreateTimer(static clock => ((EngineIOClock)clock!).Beat(), this, Period, Period);
    }

    /// <summary>The time between two beats, and how exact the clock is.</summary>
    public TimeSpan Period { get; }

    /// <summary>How often a clock beats that is to keep a time-out.</summary>
    public static TimeSpan PeriodFor(TimeSpan shortest)
    {
        var period = shortest / 10;
        return period < Fastest ? Fastest : period > Slowest ? Slowest : period;
    }

    /// <summary>Milliseconds since the start.</summary>
    public long Now
    {
        get
        {
            // In this order: whoever sees a beat sees what was lost before it.
            var latest = Volatile.Read(ref _beatenTicks) + LongestTicks;
            var now = _time.GetElapsedTime(_start).Ticks - Volatile.Read(ref _lostTicks);
            return Math.Min(now, latest) / TimeSpan.TicksPerMillisecond;
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Beat()
    {
        if (Interlocked.Exchange(ref _isBeating, 1) != 0)
        {
            return;
        }

        try
        {
            var now = _time.GetElapsedTime(_start).Ticks - _lostTicks;
            if (now - _beatenTicks - LongestTicks is > 0 and var lost)
            {
                Volatile.Write(ref _lostTicks, _lostTicks + lost);
                now -= lost;
            }

            Volatile.Write(ref _beatenTicks, now);
            _beat(now / TimeSpan.TicksPerMillisecond);
        }
        finally
        {
            Volatile.Write(ref _isBeating, 0);
        }
    }
}
