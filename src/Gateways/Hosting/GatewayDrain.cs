using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateways.Hosting;

/// <summary>
/// Stops gracefully: takes no new client, lets running handlers end within the shutdown timeout, then tells every client to come back.
/// It blocks the stop of the application for that long, because SignalR and Kestrel cut their connections right after.
/// </summary>
public sealed partial class GatewayDrain
{
    private readonly GatewayEngine _engine;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly ILogger _logger;
    private int _armed;

    internal GatewayDrain(GatewayEngine engine, IHostApplicationLifetime lifetime, ILogger<GatewayDrain> logger) => (_engine, _lifetime, _logger) = (engine, lifetime, logger);

    /// <summary>Lets the application stop gracefully from now on. Called when endpoints are mapped; more often does nothing more.</summary>
    public void Arm()
    {
        if (Interlocked.Exchange(ref _armed, 1) == 0)
        {
            _lifetime.ApplicationStopping.Register(static drain => ((GatewayDrain)drain!).Run(), this);
        }
    }

    private void Run() => Task.Run(DrainAsync).GetAwaiter().GetResult();

    private async Task DrainAsync()
    {
        _engine.Connections.StartDraining();
        if (_engine.Connections.Drained.IsCompleted)
        {
            return;
        }

        var clients = _engine.Connections.Clients.ToArray();
        Log.Draining(_logger, clients.Length, _engine.Options.ShutdownTimeout);
        await Task.WhenAll(clients.Select(client => client.DrainAsync(_engine.Options.ShutdownTimeout))).ConfigureAwait(false);
        foreach (var connection in _engine.Connections.All)
        {
            if (_engine.Options.NestCompat.CutsOnShutdown)
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
            await _engine.Connections.Drained.WaitAsync(_engine.Options.CloseTimeout + _engine.Options.CloseTimeout, _engine.Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Whoever is left was told, and is cut when the server stops.
        }

        Log.Drained(_logger);
    }

    private static partial class Log
    {
        [LoggerMessage(1010, LogLevel.Information, "Stopping: {Count} clients are told to come back; running handlers have {Timeout}.")]
        public static partial void Draining(ILogger logger, int count, TimeSpan timeout);

        [LoggerMessage(1011, LogLevel.Information, "Stopping: all clients were told.")]
        public static partial void Drained(ILogger logger);
    }
}
