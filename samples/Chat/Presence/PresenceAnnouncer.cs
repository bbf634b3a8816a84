using Gateways;

namespace Chat;

/// <summary>Tells viewers whenever who is here has changed, as long as the server runs.</summary>
public sealed partial class PresenceAnnouncer(PresenceService presence, ILogger<PresenceAnnouncer> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var documentId in presence.ReadChangesAsync(stoppingToken))
        {
            try
            {
                await presence.TellViewersAsync(documentId, stoppingToken);
            }
            catch (AdapterUnavailableException error)
            {
                // The document is named again when the store is back.
                LogNotTold(documentId, error);
            }
        }
    }

    [LoggerMessage(10, LogLevel.Warning, "The viewers of {DocumentId} could not be told who is here.")]
    private partial void LogNotTold(string documentId, Exception error);
}
