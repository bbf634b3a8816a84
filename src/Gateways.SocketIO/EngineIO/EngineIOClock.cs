namespace Gateways.SocketIO.EngineIO;

/// <summary>
/// One timer for all sessions of a server. It beats as often as the shortest of the time-outs needs, at most once a second, and counts its own time: when beats come
/// late, because the machine has paused, the time lost is not counted, so that nobody is found too late who only could not be heard.
/// </summary>
internal sealed class EngineIOClock : IDisposable
{
    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Fastest = TimeSpan.FromMilliseconds(10);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly Action<long> _beat;
    private readonly ITimer _timer;
    private long _last;
    private long _now;
    private int _isBeating;

    /// <param name="time">The clock of the application.</param>
    /// <param name="shortest">The shortest time-out that is to be kept.</param>
    /// <param name="beat">Called at every beat with the time, never twice at once.</param>
    public EngineIOClock(TimeProvider time, TimeSpan shortest, Action<long> beat)
    {
        _time = time;
        _beat = beat;
        var period = shortest / 10;
        Period = period < Fastest ? Fastest : period > Slowest ? Slowest : period;
        _last = time.GetTimestamp();
        _timer = time.CreateTimer(static clock => ((EngineIOClock)clock!).Beat(), this, Period, Period);
    }

    /// <summary>The time between two beats, and how exact the clock is.</summary>
    public TimeSpan Period { get; }

    /// <summary>Milliseconds since the start.</summary>
    public long Now
    {
        get
        {
            lock (_gate)
            {
                return _now + Counted(_time.GetElapsedTime(_last));
            }
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Beat()
    {
        if (Interlocked.Exchange(ref _isBeating, 1) != 0)
        {
            return;
        }

        long now;
        lock (_gate)
        {
            var timestamp = _time.GetTimestamp();
            now = _now += Counted(_time.GetElapsedTime(_last, timestamp));
            _last = timestamp;
        }

        _beat(now);
        Volatile.Write(ref _isBeating, 0);
    }

    private long Counted(TimeSpan passed) => (long)Math.Round((passed > Period * 2 ? Period * 2 : passed).TotalMilliseconds);
}
