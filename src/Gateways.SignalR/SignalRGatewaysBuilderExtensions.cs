using Gateways;
using Gateways.SignalR;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the SignalR transport.</summary>
public static class SignalRGatewaysBuilderExtensions
{
    /// <summary>
    /// Serves SignalR clients at every gateway's path, and at <c>{path}/signalr</c> those that skip negotiation. JSON protocol; all of SignalR's own
    /// transports.
    /// </summary>
    /// <param name="builder">The result of <c>AddGateways()</c>.</param>
    /// <param name="configure">Sets habits.</param>
    public static IGatewaysBuilder AddSignalR(this IGatewaysBuilder builder, Action<SignalRTransportOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = builder.Services.AddOptions<SignalRTransportOptions>().ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SignalRTransportOptions>, SignalRTransportOptionsValidator>());
        if (configure is not null)
        {
            options.Configure(configure);
        }

        return builder.AddTransport(new SignalRTransport());
    }
}
