using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateways.Connections;

/// <summary>One timer for all connections: keep-alive, time-outs and slow writers are checked here, about once a second.</summary>
internal sealed partial class ConnectionHeartbeat(ConnectionStore connections, TimeProvider time, ILogger<ConnectionHeartbeat> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private long _now = 1;

    /// <summary>Beats since the start, about one a second, at least 1: cheap to read, exact enough for time-outs, never ahead of the time.</summary>
    public long Now => Volatile.Read(ref _now);

    /// <summary>Checks every connection once.</summary>
    public void Beat()
    {
        // One step per beat: when beats come late, because the machine has paused, nobody who was stamped before the pause is found too old after it.
        var now = Interlocked.Increment(ref _now);
        foreach (var connection in connections.All)
        {
            try
            {
                connection.Tick(now);
            }
            catch (Exception error)
            {
                Log.TickFailed(logger, connection.Id, error);
            }
        }
    }

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

    private static partial class Log
    {
        [LoggerMessage(2010, LogLevel.Error, "Connection {ConnectionId}: the periodic check failed.")]
        public static partial void TickFailed(ILogger logger, string connectionId, Exception error);
    }
}
