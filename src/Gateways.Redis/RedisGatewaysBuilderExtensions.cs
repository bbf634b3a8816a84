using Gateways;
using Gateways.Adapters;
using Gateways.Presence;
using Gateways.Redis;
using Gateways.Redis.Adapters;
using Gateways.Redis.Connection;
using Gateways.Redis.Presence;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Connects the servers of an application through Redis.</summary>
public static class RedisGatewaysBuilderExtensions
{
    /// <summary>
    /// Serves rooms, acks, fetches and server-side events on all servers that share a Redis. Delivery between servers is at most once; what could not be handed over is
    /// said by an <see cref="AdapterUnavailableException"/>. Adds the health check <c>gateways-adapter</c>.
    /// </summary>
    /// <param name="builder">The result of <c>AddGateways()</c>.</param>
    /// <param name="connectionString">Where Redis is, as StackExchange.Redis reads it: <c>localhost:6379</c>, <c>host:6380,ssl=true,password=..</c>.</param>
    /// <param name="configure">Sets the channel prefix and habits.</param>
    public static IGatewaysBuilder AddRedis(this IGatewaysBuilder builder, string connectionString, Action<RedisAdapterOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        return builder.AddRedis(ConfigurationOptions.Parse(connectionString), configure);
    }

    /// <inheritdoc cref="AddRedis(IGatewaysBuilder, string, Action{RedisAdapterOptions})"/>
    /// <param name="builder">The result of <c>AddGateways()</c>.</param>
    /// <param name="configuration">How to connect. Copied; the copy fails fast instead of keeping a backlog, and keeps on connecting.</param>
    /// <param name="configure">Sets the channel prefix and habits.</param>
    public static IGatewaysBuilder AddRedis(this IGatewaysBuilder builder, ConfigurationOptions configuration, Action<RedisAdapterOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return Add(builder, new RedisMultiplexerSource(configuration), configure);
    }

    /// <inheritdoc cref="AddRedis(IGatewaysBuilder, string, Action{RedisAdapterOptions})"/>
    /// <param name="builder">The result of <c>AddGateways()</c>.</param>
    /// <param name="multiplexer">The application's own connection; it is not disposed. Let no one else subscribe to the adapter's channels through it.</param>
    /// <param name="configure">Sets the channel prefix and habits.</param>
    public static IGatewaysBuilder AddRedis(this IGatewaysBuilder builder, IConnectionMultiplexer multiplexer, Action<RedisAdapterOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(multiplexer);
        return Add(builder, new RedisMultiplexerSource(multiplexer), configure);
    }

    internal static IGatewaysBuilder AddClusterBus(this IGatewaysBuilder builder, IClusterBus bus, Action<RedisAdapterOptions>? configure = null)
    {
        builder.Services.AddSingleton(bus);
        return AddAdapter(builder, configure);
    }

    private static IGatewaysBuilder Add(IGatewaysBuilder builder, RedisMultiplexerSource source, Action<RedisAdapterOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Services.Any(static service => service.ServiceType == typeof(RedisMultiplexerSource)))
        {
            throw new InvalidOperationException("AddRedis was called twice. Call it once: all gateways share one connection.");
        }

        builder.Services.AddSingleton(source);
        builder.Services.AddSingleton<RedisConnection>();
        builder.Services.AddSingleton<IClusterBus>(static services => services.GetRequiredService<RedisConnection>());
        builder.Services.AddOptions<PresenceOptions>();
        builder.Services.Replace(ServiceDescriptor.Singleton<IPresenceStore, RedisPresenceStore>());
        builder.Services.AddHealthChecks().AddCheck<RedisHealthCheck>(RedisHealthCheck.Name);
        return AddAdapter(builder, configure);
    }

    private static IGatewaysBuilder AddAdapter(IGatewaysBuilder builder, Action<RedisAdapterOptions>? configure)
    {
        var options = builder.Services.AddOptions<RedisAdapterOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RedisAdapterOptions>, RedisAdapterOptionsValidator>());
        builder.Services.AddSingleton<ClusterName>();
        builder.Services.AddSingleton<RedisMetrics>();
        builder.Services.Replace(ServiceDescriptor.Singleton<IAdapterFactory, RedisAdapterFactory>());
        return builder;
    }
}
