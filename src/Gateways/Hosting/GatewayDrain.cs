using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateways.Hosting;

/// <summary>
/// Stops gracefully: takes no new client, lets running handlers end within the shutdown timeout, then tells every client to come back.
/// It blocks the stop of the application for that long, because SignalR and Kestrel cut their connections right after.
/// </summary>
internal sealed partial class GatewayDrain(GatewayEngine engine, IHostApplicationLifetime lifetime, ILogger<GatewayDrain> logger)
{
    private int _armed;

    public void Arm()
    {
        if (Interlocked.Exchange(ref _armed, 1) == 0)
        {
            lifetime.ApplicationStopping.Register(static drain => ((GatewayDrain)drain!).Run(), this);
        }
    }

    private void Run() => Task.Run(DrainAsync).GetAwaiter().GetResult();

    private async Task DrainAsync()
    {
        engine.Connections.StartDraining();
        var clients = engine.Connections.Clients.ToArray();
        if (clients.Length == 0)
        {
            return;
        }

        Log.Draining(logger, clients.Length, engine.Options.ShutdownTimeout);
        await Task.WhenAll(clients.Select(client => client.DrainAsync(engine.Options.ShutdownTimeout))).ConfigureAwait(false);
        foreach (var connection in engine.Connections.All)
        {
            if (engine.Options.NestCompat.CutsOnShutdown)
            {
                connection.Cut();
            }
            else
            {
                connection.Close(CloseReason.ServerShutdown);
            }
        }

        try
        {
            // A signal, not a poll: on a clock that a test holds still, the last client's leaving must be enough.
            await engine.Connections.Drained.WaitAsync(engine.Options.CloseTimeout + engine.Options.CloseTimeout, engine.Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Whoever is left was told, and is cut when the server stops.
        }

        Log.Drained(logger);
    }

    private static partial class Log
    {
        [LoggerMessage(1010, LogLevel.Information, "Stopping: {Count} clients are told to come back; running handlers have {Timeout}.")]
        public static partial void Draining(ILogger logger, int count, TimeSpan timeout);

        [LoggerMessage(1011, LogLevel.Information, "Stopping: all clients were told.")]
        public static partial void Drained(ILogger logger);
    }
}
