using Gateways;

namespace Chat;

/// <summary>Tells viewers whenever who is here has changed, as long as the server runs.</summary>
public sealed partial class PresenceAnnouncer(PresenceService presence, TimeProvider time, ILogger<PresenceAnnouncer> logger) : BackgroundService
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var documentId in presence.ReadChangesAsync(stoppingToken))
        {
            // Nobody names it again. The others wait meanwhile, each once: while the store is away nobody could be told of them either.
            while (!await TryTellAsync(documentId, stoppingToken))
            {
                await Task.Delay(RetryDelay, time, stoppingToken);
            }
        }
    }

    private async Task<bool> TryTellAsync(string documentId, CancellationToken stoppingToken)
    {
        try
        {
            await presence.TellViewersAsync(documentId, stoppingToken);
            return true;
        }
        catch (AdapterUnavailableException error)
        {
            LogNotTold(documentId, error);
            return false;
        }
    }

    [LoggerMessage(10, LogLevel.Warning, "The viewers of {DocumentId} could not be told who is here; it is tried again.")]
    private partial void LogNotTold(string documentId, Exception error);
}
