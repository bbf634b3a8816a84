using System.Diagnostics.CodeAnalysis;
using Gateways;
using Gateways.Adapters;
using Gateways.Connections;
using Gateways.Diagnostics;
using Gateways.Hosting;
using Gateways.Infrastructure;
using Gateways.Pipeline;
using Gateways.Validation;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds gateways to an application.</summary>
public static class GatewaysServiceCollectionExtensions
{
    /// <summary>Adds the gateway engine. May be called several times.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets limits and habits.</param>
    /// <returns>Add gateways and transports to it; then map them with <c>app.MapGateways()</c>.</returns>
    public static IGatewaysBuilder AddGateways(this IServiceCollection services, Action<GatewayOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (configure is not null)
        {
            services.Configure(configure);
        }

        if (services.FirstOrDefault(static service => service.ServiceType == typeof(GatewaysBuilder))?.ImplementationInstance is GatewaysBuilder known)
        {
            return known;
        }

        var builder = new GatewaysBuilder(services);
        services.AddSingleton(builder);
        services.AddRouting();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<GatewayOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GatewayOptions>, GatewayOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<GatewayOptions>, GatewayJsonSetup>());
        services.AddOptions<ValidationPipeOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ValidationPipeOptions>, ValidationPipeOptionsValidator>());
        services.TryAddSingleton<IAdapterFactory, InMemoryAdapterFactory>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, GatewayTransportMatcherPolicy>());
        services.AddSingleton<ConnectionStore>();
        services.AddSingleton<GatewayMetrics>();
        services.AddSingleton(static provider => new GatewayJson(provider.GetRequiredService<IOptions<GatewayOptions>>().Value.Json));
        services.AddSingleton(static provider => new OriginPolicy(
            provider.GetRequiredService<IOptions<GatewayOptions>>().Value, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<OriginPolicy>>()));
        services.AddSingleton(static provider => new GatewayEngine(
            provider.GetRequiredService<IOptions<GatewayOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<GatewayJson>(),
            provider.GetRequiredService<GatewayMetrics>(),
            provider.GetRequiredService<ConnectionStore>(),
            provider.GetRequiredService<ConnectionHeartbeat>(),
            provider.GetRequiredService<IHostEnvironment>(),
            provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<GatewayRegistry>();
        services.AddSingleton<GatewayOptionsIndex>();
        services.AddSingleton<EnhancerStore>();
        services.AddSingleton<PipelineFactory>();
        services.AddSingleton<GatewayPorts>();
        services.AddSingleton(static provider => new GatewayDrain(
            provider.GetRequiredService<GatewayEngine>(), provider.GetRequiredService<IHostApplicationLifetime>(), provider.GetRequiredService<ILogger<GatewayDrain>>()));
        services.AddSingleton<GatewayStartup>();
        services.AddSingleton<ConnectionHeartbeat>();
        services.AddHostedService(static provider => provider.GetRequiredService<GatewayStartup>());
        services.AddHostedService(static provider => provider.GetRequiredService<ConnectionHeartbeat>());
        return builder;
    }

    /// <summary>Adds a gateway and says more of it than its attribute does.</summary>
    /// <typeparam name="TGateway">A class with <see cref="WebSocketGatewayAttribute"/>.</typeparam>
    /// <param name="builder">The result of <c>AddGateways()</c>.</param>
    /// <param name="configure">Sets path, transports, middleware and the like.</param>
    public static IGatewaysBuilder AddGateway<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TGateway>(
        this IGatewaysBuilder builder, Action<GatewayOptions<TGateway>> configure)
        where TGateway : class, IGatewayDefinition<TGateway>
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.Configure(configure);
        return builder.AddGateway<TGateway>();
    }

    /// <summary>Adds the front end of a protocol; for authors of transports. A second one of the same kind is ignored.</summary>
    public static IGatewaysBuilder AddTransport(this IGatewaysBuilder builder, IGatewayTransport transport)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(transport);
        ((GatewaysBuilder)builder).AddTransport(transport);
        return builder;
    }
}
