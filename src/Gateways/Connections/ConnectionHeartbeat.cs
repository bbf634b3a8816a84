using Gateways.Timing;
using Microsoft.Extensions.Hosting;

namespace Gateways.Connections;

/// <summary>One timer for all connections, about once a second: keep-alive, time-outs and slow writers are looked at here, of those connections that have something to look at.</summary>
internal sealed class ConnectionHeartbeat(TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly TimerWheel<GatewayConnection> _wheel = new(period: 1);
    private long _now = 1;

    /// <summary>Beats since the start, about one a second, at least 1: cheap to read, exact enough for time-outs, never ahead of the time.</summary>
    public long Now => Volatile.Read(ref _now);

    /// <summary>A connection is new, or wants to be looked at earlier than it has said.</summary>
    public void Schedule(GatewayConnection connection) => _wheel.Schedule(connection, Now);

    /// <summary>A connection is over, and has nothing to look at any more.</summary>
    public void Remove(GatewayConnection connection) => _wheel.Remove(connection);

    /// <summary>Looks at every connection whose time has come.</summary>
    public void Beat() =>

        // One step per beat: when beats come late, because the machine has paused, nobody who was stamped before the pause is found too old after it.
        _wheel.Turn(Interlocked.Increment(ref _now));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                Beat();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }
}
