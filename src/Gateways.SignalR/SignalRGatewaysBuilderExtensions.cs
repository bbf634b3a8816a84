using Gateways;
using Gateways.SignalR;

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
        var options = builder.Services.AddOptions<SignalRTransportOptions>()
            .Validate(static options => options.StatefulReconnectBufferBytes > 0, "SignalRTransportOptions.StatefulReconnectBufferBytes is below 1: make it at least 1.")
            .ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        return builder.AddTransport(new SignalRTransport());
    }
}
