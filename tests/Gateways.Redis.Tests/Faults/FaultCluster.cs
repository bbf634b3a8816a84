using System.Globalization;
using Gateways.Redis.Tests.ScaleOut;
using Gateways.Specification;
using Gateways.Specification.Clients;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateways.Redis.Tests.Faults;

/// <summary>Servers that notice quickly, with one client each.</summary>
internal sealed class FaultCluster : IAsyncDisposable
{
    private readonly string _prefix = $"fault-{Guid.NewGuid():N}";
    private readonly List<SpecificationHost> _hosts = [];
    private readonly List<SpecificationClient> _clients = [];

    public IReadOnlyList<SpecificationHost> Hosts => _hosts;

    public IReadOnlyList<SpecificationClient> Clients => _clients;

    public string Prefix => _prefix;

    public async Task<SpecificationHost> StartServerAsync(string redis, Action<RedisAdapterOptions>? configure = null, int asyncTimeout = 1000)
    {
        var host = await SpecificationHost.StartAsync(builder => builder.AddTransports().AddRedis($"{redis},asyncTimeout={asyncTimeout},connectTimeout=1000", options =>
        {
            options.ChannelPrefix = _prefix;
            options.ProbeInterval = TimeSpan.FromMilliseconds(200);
            options.ProbeTimeout = TimeSpan.FromMilliseconds(500);
            options.ReturnGrace = TimeSpan.FromSeconds(10);
            configure?.Invoke(options);
        }));
        _hosts.Add(host);
        var client = await PlainWebSocketClient.ConnectAsync(host.Address, new ClientRequest("/spec", "", null));
        _clients.Add(client);
        await client.CallAsync("echo", "0");
        await (await host.Probe.NextConnectedAsync()).JoinAsync("r1");
        return host;
    }

    public static async Task<HealthStatus> HealthAsync(SpecificationHost host) =>
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries[RedisHealthCheck.Name].Status;

    /// <summary>How many messages the server itself calls uncertain.</summary>
    public static long Uncertain(SpecificationHost host) =>
        host.Log.Lines.Where(static line => line.EventId == 6105).Sum(static line => long.Parse(line.Text.Split(' ')[0], CultureInfo.InvariantCulture));

    /// <summary>Waits until the adapter says so itself.</summary>
    public static async Task UntilAsync(SpecificationHost host, HealthStatus status)
    {
        using var patience = new CancellationTokenSource(Patience.Limit);
        while (await HealthAsync(host) != status)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }

        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }
    }
}
