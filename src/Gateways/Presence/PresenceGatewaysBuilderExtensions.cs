using Gateways;
using Gateways.Presence;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds presence.</summary>
public static class PresenceGatewaysBuilderExtensions
{
    /// <summary>Adds <see cref="IPresence{TGateway}"/> for every gateway: on one server in memory, with <c>AddRedis</c> for all servers. May be called several times.</summary>
    /// <param name="builder">The result of <c>AddGateways()</c>.</param>
    /// <param name="configure">Sets limits and habits.</param>
    public static IGatewaysBuilder AddPresence(this IGatewaysBuilder builder, Action<PresenceOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        var options = services.AddOptions<PresenceOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        if (services.Any(static service => service.ServiceType == typeof(PresenceTracker)))
        {
            return builder;
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PresenceOptions>, PresenceOptionsValidator>());
        services.TryAddSingleton<IPresenceStore, InMemoryPresenceStore>();
        services.AddSingleton<PresenceTracker>();
        services.AddSingleton(typeof(IPresence<>), typeof(GatewayPresence<>));
        services.AddHostedService<PresenceHeartbeat>();
        return builder;
    }
}
