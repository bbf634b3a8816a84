using System.Diagnostics;

namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>Watches the server from outside while one client is stuck: whether it has closed that client's connection, and how its memory grows.</summary>
internal sealed class StuckObserver
{
    private const long Interval = 100_000_000;

    // Looking must not look like silence: at most a twentieth of the time goes into it.
    private const long CostFactor = 20;

    private readonly int _serverPort;
    private readonly int _clientPort;
    private readonly int _pid;
    private readonly long _start;
    private readonly long _residentBefore;
    private long _residentHighest;
    private long _nextLook;

    public StuckObserver(int serverPort, int clientPort, int pid, long now)
    {
        (_serverPort, _clientPort, _pid, _start) = (serverPort, clientPort, pid, now);
        _residentBefore = _residentHighest = ProcessSample.Read(pid).ResidentBytes;
        _nextLook = now + Interval;
    }

    /// <summary>How long the server kept the stuck connection, in nanoseconds; null when it still does.</summary>
    public long? DisconnectedAfter { get; private set; }

    /// <summary>The most memory the server was seen with, less what it had at the start.</summary>
    public long ResidentGrowth => _residentHighest - _residentBefore;

    public void OnDisconnected(long now) => DisconnectedAfter ??= now - _start;

    public void ObserveWhenDue(long now)
    {
        if (now >= _nextLook)
        {
            Observe(now);
        }
    }

    public void Observe(long now)
    {
        long begin = Stopwatch.GetTimestamp();
        if (DisconnectedAfter is null && !TcpTable.IsOpen(_serverPort, _clientPort))
        {
            OnDisconnected(now);
        }

        _residentHighest = Math.Max(_residentHighest, ProcessSample.Read(_pid).ResidentBytes);
        long end = Stopwatch.GetTimestamp();
        _nextLook = end + Math.Max(Interval, (end - begin) * CostFactor);
    }
}
