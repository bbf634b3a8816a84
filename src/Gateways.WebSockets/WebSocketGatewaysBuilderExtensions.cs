using Gateways;
using Gateways.WebSockets;

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
        var options = builder.Services.AddOptions<WebSocketTransportOptions>()
            .Validate(static options => options.MaxFragments > 0, "WebSocketTransportOptions.MaxFragments is below 1: make it at least 1.")
            .ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        return builder.AddTransport(new WebSocketTransport());
    }
}
