using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateways.Hosting;

/// <summary>Makes the server listen on the ports that gateways have for themselves, besides the application's own addresses.</summary>
internal sealed partial class GatewayPorts(IServiceProvider services, IConfiguration configuration, ILogger<GatewayPorts> logger)
{
    // What Kestrel listens on when nobody says anything.
    private const string ServerDefault = "http://localhost:5000";

    /// <summary>Adds the ports. Called before the server starts.</summary>
    public void Listen(IReadOnlyCollection<int> ports)
    {
        var addresses = services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses;
        foreach (var port in ports)
        {
            if (addresses is null or { IsReadOnly: true })
            {
                Log.CannotListen(logger, port);
                continue;
            }

            // Hosting adds the configured addresses only where there are none yet, so they have to come along.
            if (addresses.Count == 0)
            {
                FindConfigured().ForEach(addresses.Add);
            }

            addresses.Add($"http://*:{port}");
            Log.Listening(logger, port);
        }
    }

    private List<string> FindConfigured()
    {
        var urls = configuration[WebHostDefaults.ServerUrlsKey];
        if (!string.IsNullOrEmpty(urls))
        {
            return [.. Split(urls)];
        }

        List<string> expanded =
        [
            .. Split(configuration[WebHostDefaults.HttpPortsKey]).Select(static port => $"http://*:{port}"),
            .. Split(configuration[WebHostDefaults.HttpsPortsKey]).Select(static port => $"https://*:{port}"),
        ];
        return expanded.Count > 0 ? expanded : [ServerDefault];
    }

    private static string[] Split(string? list) => list?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static partial class Log
    {
        [LoggerMessage(1020, LogLevel.Information, "A gateway has port {Port} for itself: the server also listens there, on every interface and without TLS. A proxy, a firewall and the health checks in front of the application must know it; endpoints configured on Kestrel itself take its place.")]
        public static partial void Listening(ILogger logger, int port);

        [LoggerMessage(1021, LogLevel.Warning, "A gateway has port {Port} for itself, but this server cannot be told to listen there.")]
        public static partial void CannotListen(ILogger logger, int port);
    }
}
