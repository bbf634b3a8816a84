using Gateways;
using Gateways.WebSockets;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the plain WebSocket transport.</summary>
public static class WebSocketGatewaysBuilderExtensions
{
    /// <summary>Serves plain WebSocket clients at every gateway's path: text frames of <c>{"event":..,"data":..}</c>, with an optional <c>"id"</c> to ask for an ack.</summary>
    /// <param name="builder">The result of <c>AddGateways()</c>.</param>
    /// <param name="configure">Sets habits.</param>
    public static IGatewaysBuilder AddWebSockets(this IGatewaysBuilder builder, Action<WebSocketTransportOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = builder.Services.AddOptions<WebSocketTransportOptions>().ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WebSocketTransportOptions>, WebSocketTransportOptionsValidator>());
        if (configure is not null)
        {
            options.Configure(configure);
        }

        return builder.AddTransport(new WebSocketTransport());
    }
}
