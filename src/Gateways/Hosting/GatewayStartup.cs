using Gateways.Pipeline;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateways.Hosting;

/// <summary>Creates the gateways and runs their init hooks before the server listens.</summary>
internal sealed partial class GatewayStartup(GatewayRegistry registry, PipelineFactory pipelines, GatewayPorts ports, IEnumerable<IGatewayTransport> transports, ILogger<GatewayStartup> logger) : IHostedLifecycleService
{
    public bool IsMapped { get; set; }

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(registry.Hosts.Select(host => host.Namespaces.Root.Adapter.StartAsync(cancellationToken).AsTask())).ConfigureAwait(false);
        foreach (var host in registry.Hosts)
        {
            await host.StartAsync(pipelines, cancellationToken).ConfigureAwait(false);
            var served = transports.Aggregate(GatewayTransports.None, (all, transport) => all | transport.Kind) & host.Transports;
            foreach (var member in host.Members)
            {
                Log.Started(logger, member.Descriptor.GatewayType.Name, host.Path, member.Handlers.Length, served);
            }
        }

        ports.Listen([.. registry.Hosts.Select(static host => host.Settings.Port).Where(static port => port > 0).Distinct()]);
        if (registry.Hosts.Count > 0 && !IsMapped)
        {
            Log.NotMapped(logger);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(1001, LogLevel.Information, "{Gateway} serves {Path} with {Count} events over {Transports}.")]
        public static partial void Started(ILogger logger, string gateway, string path, int count, GatewayTransports transports);

        [LoggerMessage(1002, LogLevel.Warning, "Gateways were added but not mapped: nobody can reach them. Call app.MapGateways().")]
        public static partial void NotMapped(ILogger logger);
    }
}
