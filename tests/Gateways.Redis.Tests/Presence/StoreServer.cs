using Gateways.Redis.Connection;
using Gateways.Redis.Presence;
using Gateways.Redis.Tests.Servers;
using Gateways.Specification.Presence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;

namespace Gateways.Redis.Tests.Presence;

/// <summary>What one server has of presence: a store on a connection of its own. Disposing it without stopping the store is a crash.</summary>
internal sealed class StoreServer : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly TimeSpan _serverTimeout;
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().AddSingleton<RedisMetrics>().BuildServiceProvider();

    public StoreServer(IRedisServer redis, string prefix, TimeSpan serverTimeout)
    {
        _serverTimeout = serverTimeout;
        var options = Options.Create(new RedisAdapterOptions { ChannelPrefix = prefix, ProbeInterval = TimeSpan.FromMilliseconds(200), ReturnGrace = TimeSpan.Zero });
        var metrics = _services.GetRequiredService<RedisMetrics>();
        var cluster = new ClusterName(options, new SomeEnvironment());
        Connection = new RedisConnection(
            new RedisMultiplexerSource(ConfigurationOptions.Parse(redis.ConnectionString)), cluster, options, metrics, TimeProvider.System, NullLogger<RedisConnection>.Instance);
        Store = new RedisPresenceStore(
            Connection, cluster, Options.Create(new PresenceOptions { ServerTimeout = serverTimeout, RestartGrace = serverTimeout }), metrics,
            _time, NullLogger<RedisPresenceStore>.Instance);
    }

    public RedisConnection Connection { get; }

    public RedisPresenceStore Store { get; }

    public RecordingObserver Observer { get; } = new();

    public async Task<StoreServer> StartAsync()
    {
        await Store.StartAsync(Observer, default);
        return this;
    }

    /// <summary>It has beaten for so long that it may say who is dead.</summary>
    public async Task<StoreServer> TrustAsync()
    {
        await Store.BeatAsync(default);
        _time.Advance(_serverTimeout);
        return this;
    }

    /// <summary>Beats, and takes out all that is to be taken out.</summary>
    public async Task ClearUpAsync()
    {
        await Store.BeatAsync(default);
        while (await Store.SweepAsync(default))
        {
        }
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
