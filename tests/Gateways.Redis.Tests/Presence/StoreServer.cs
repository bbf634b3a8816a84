using Gateways.Redis.Connection;
using Gateways.Redis.Presence;
using Gateways.Redis.Tests.Servers;
using Gateways.Specification.Presence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Gateways.Redis.Tests.Presence;

/// <summary>What one server has of presence: a store on a connection of its own. Disposing it without stopping the store is a crash.</summary>
internal sealed class StoreServer : IAsyncDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().AddSingleton<RedisMetrics>().BuildServiceProvider();

    public StoreServer(IRedisServer redis, string prefix, TimeSpan serverTimeout)
    {
        var options = Options.Create(new RedisAdapterOptions { ChannelPrefix = prefix, ProbeInterval = TimeSpan.FromMilliseconds(200), ReturnGrace = TimeSpan.Zero });
        var metrics = _services.GetRequiredService<RedisMetrics>();
        var cluster = new ClusterName(options, new SomeEnvironment());
        Connection = new RedisConnection(
            new RedisMultiplexerSource(ConfigurationOptions.Parse(redis.ConnectionString)), cluster, options, metrics, TimeProvider.System, NullLogger<RedisConnection>.Instance);
        Store = new RedisPresenceStore(
            Connection, cluster, Options.Create(new PresenceOptions { ServerTimeout = serverTimeout, RestartGrace = serverTimeout }), metrics,
            NullLogger<RedisPresenceStore>.Instance);
    }

    public RedisConnection Connection { get; }

    public RedisPresenceStore Store { get; }

    public RecordingObserver Observer { get; } = new();

    public async Task<StoreServer> StartAsync()
    {
        await Store.StartAsync(Observer, default);
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        await _services.DisposeAsync();
    }

    private sealed class SomeEnvironment : IHostEnvironment
    {
        public string ApplicationName { get; set; } = "tests";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();

        public string ContentRootPath { get; set; } = "";

        public string EnvironmentName { get; set; } = "";
    }
}
