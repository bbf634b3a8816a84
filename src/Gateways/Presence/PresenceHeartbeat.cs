using Gateways.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateways.Presence;

/// <summary>Beats as long as the application runs, and tells the store when it stops.</summary>
internal sealed partial class PresenceHeartbeat(PresenceTracker tracker, IOptions<PresenceOptions> options, GatewayEngine engine, ILogger<PresenceHeartbeat> logger) : BackgroundService
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await tracker.Store.StopAsync().ConfigureAwait(false);
        }
        catch (AdapterUnavailableException error)
        {
            Log.NotStopped(logger, error);
        }
    }

    /// <summary>Two loops: what takes long must not keep the heart from beating.</summary>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(LoopAsync(tracker.BeatAsync, stoppingToken), LoopAsync(tracker.CatchUpAsync, stoppingToken));

    private async Task LoopAsync(Func<CancellationToken, Task> step, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.BeatInterval, engine.Time);
        try
        {
            do
            {
                await RunAsync(step, stoppingToken).ConfigureAwait(false);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task RunAsync(Func<CancellationToken, Task> step, CancellationToken stoppingToken)
    {
        try
        {
            await step(stoppingToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            Log.BeatFailed(logger, error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(7010, LogLevel.Error, "A beat of presence failed.")]
        public static partial void BeatFailed(ILogger logger, Exception error);

        [LoggerMessage(7011, LogLevel.Warning, "The presence store could not be told that this server stops; its clients are missed a little later.")]
        public static partial void NotStopped(ILogger logger, Exception error);
    }
}
