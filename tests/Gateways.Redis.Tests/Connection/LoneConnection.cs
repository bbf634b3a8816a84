using System.Diagnostics.Metrics;
using Gateways.Redis.Connection;
using Gateways.Specification;
using Gateways.Specification.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Gateways.Redis.Tests.Connection;

/// <summary>A connection without gateways, that checks itself often.</summary>
internal sealed class LoneConnection : IAsyncDisposable
{
    public const int ProbesPerSecond = 20;

    /// <summary>Longer than a machine that has stopped keeps an echo waiting.</summary>
    public static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(3);

    private readonly ServiceProvider _services;
    private readonly MeterListener _listener = new();
    private long _dropped;

    public LoneConnection(string redis, Action<RedisAdapterOptions>? configure = null)
        : this(new RedisMultiplexerSource(ConfigurationOptions.Parse(redis + ",asyncTimeout=15000,connectTimeout=1000")), configure)
    {
    }

    public LoneConnection(RedisMultiplexerSource source, Action<RedisAdapterOptions>? configure = null)
    {
        var options = new RedisAdapterOptions
        {
            ChannelPrefix = $"lone-{Guid.NewGuid():N}", ProbeInterval = TimeSpan.FromSeconds(1) / ProbesPerSecond, ProbeTimeout = ProbeTimeout, ReturnGrace = TimeSpan.Zero,
        };
        configure?.Invoke(options);
        _services = new ServiceCollection().AddMetrics().AddSingleton<RedisMetrics>().AddLogging(logging => logging.AddProvider(Log)).BuildServiceProvider();
        _listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "gateways.adapter.dropped" && instrument.Meter.Scope == _services.GetRequiredService<IMeterFactory>())
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref _dropped, count));
        _listener.Start();
        Bus = new RedisConnection(
            source,
            new ClusterName(Options.Create(options), WebApplication.CreateSlimBuilder().Environment),
            Options.Create(options),
            _services.GetRequiredService<RedisMetrics>(),
            TimeProvider.System,
            _services.GetRequiredService<ILogger<RedisConnection>>());
    }

    public RedisConnection Bus { get; }

    public LogRecorder Log { get; } = new();

    public long Dropped => Interlocked.Read(ref _dropped);

    public async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience.Limit);
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Bus.DisposeAsync();
        _listener.Dispose();
        await _services.DisposeAsync();
    }
}
