using Gateways.Connections;
using Gateways.Diagnostics;
using Gateways.Dispatch;
using Gateways.Infrastructure;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateways.Hosting;

/// <summary>What every connection of the application shares.</summary>
public sealed class GatewayEngine
{
    internal GatewayEngine(
        IOptions<GatewayOptions> options,
        TimeProvider time,
        GatewayJson json,
        GatewayMetrics metrics,
        ConnectionStore connections,
        ConnectionHeartbeat heartbeat,
        IHostEnvironment environment,
        ILoggerFactory loggers)
    {
        Options = options.Value;
        Time = time;
        Json = json;
        Metrics = metrics;
        Connections = connections;
        Heartbeat = heartbeat;
        IncludeCause = Options.NestCompat.IncludeCause ?? environment.IsDevelopment();
        SendTimeoutTicks = ToSeconds(Options.SendTimeout);
        Logger = loggers.CreateLogger("Gateways.Transports");
        ConnectionLogger = loggers.CreateLogger("Gateways.Connections");
        DispatchLogger = loggers.CreateLogger("Gateways.Dispatch");
    }

    /// <summary>The options.</summary>
    public GatewayOptions Options { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>Seconds since the start, at least 1, cheap to read. Counts beats: never ahead of the time, behind it where the whole machine has paused.</summary>
    public long Now => Heartbeat.Now;

    /// <summary>A time-out in seconds of <see cref="Now"/>: rounded up, so that it never ends early, and at least 1.</summary>
    public static long ToSeconds(TimeSpan time) => Math.Max(1, (long)Math.Ceiling(time.TotalSeconds));

    /// <summary>The clients connected to this process, of every gateway, and those whose connection hook still runs. One that comes or goes meanwhile may or may not be among them.</summary>
    public IEnumerable<IGatewayClient> Clients => Connections.Clients;

    /// <summary>Whether the server is stopping and takes no new clients.</summary>
    public bool IsDraining => Connections.IsDraining;

    /// <summary>Whether anybody listens to the activity source <c>Gateways</c>.</summary>
    public bool IsTraced => GatewayActivities.AreWanted;

    /// <summary>The JSON contracts.</summary>
    public GatewayJson Json { get; }

    /// <summary>The logger of all transports.</summary>
    public ILogger Logger { get; }

    /// <summary>
    /// Makes a connection known that may be there without a client, so that it is looked at in time and drained: for protocols that carry several
    /// namespaces. A connection with one client for all its life need not be added.
    /// </summary>
    /// <returns>False when the server is stopping: refuse it, and tell it to come back.</returns>
    public bool TryAdd(GatewayConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        if (!Connections.TryAdd(connection))
        {
            return false;
        }

        Heartbeat.Schedule(connection);
        return true;
    }

    /// <summary>Forgets a connection that was added; its link is gone. It counts as there until its last client has ended.</summary>
    public void Remove(GatewayConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        connection.Forget();
    }

    internal GatewayMetrics Metrics { get; }

    internal ConnectionStore Connections { get; }

    internal ConnectionHeartbeat Heartbeat { get; }

    internal bool IncludeCause { get; }

    internal long SendTimeoutTicks { get; }

    internal ILogger ConnectionLogger { get; }

    internal ILogger DispatchLogger { get; }

    /// <summary>Made when the first client is fetched on which something is kept.</summary>
    internal ClientDataWriter ClientData => field ??= new ClientDataWriter(Json, DispatchLogger);
}
