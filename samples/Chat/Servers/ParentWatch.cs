namespace Chat;

/// <summary>Stops a server of a group when the group closes its input, or is gone.</summary>
public sealed class ParentWatch(IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var input = Console.OpenStandardInput();
        while (await input.ReadAsync(new byte[1], stoppingToken) > 0)
        {
            // Nobody writes; only the end counts.
        }

        lifetime.StopApplication();
    }
}
