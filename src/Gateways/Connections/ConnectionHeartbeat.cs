using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateways.Connections;

/// <summary>One timer for all connections: keep-alive, time-outs and slow writers are checked here, about once a second.</summary>
internal sealed partial class ConnectionHeartbeat(ConnectionStore connections, TimeProvider time, ILogger<ConnectionHeartbeat> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly long _start = time.GetTimestamp();
    private long _now = 1;

    /// <summary>Seconds since the start, at least 1: cheap to read, exact enough for time-outs.</summary>
    public long Now => Volatile.Read(ref _now);

    /// <summary>Checks every connection once.</summary>
    public void Beat()
    {
        var now = 1 + (long)time.GetElapsedTime(_start).TotalSeconds;
        Volatile.Write(ref _now, now);
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
