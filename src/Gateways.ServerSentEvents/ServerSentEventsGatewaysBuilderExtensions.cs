using Gateways;
using Gateways.ServerSentEvents;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the Server-Sent Events transport.</summary>
public static class ServerSentEventsGatewaysBuilderExtensions
{
    /// <summary>
    /// Serves clients that only listen at every gateway's path: a <c>GET</c> that accepts <c>text/event-stream</c>, as <c>EventSource</c> and <c>curl -N</c> send it. They pass the same guards and are
    /// in the same rooms as any other client.
    /// </summary>
    /// <param name="builder">The result of <c>AddGateways()</c>.</param>
    /// <param name="configure">Sets habits and limits, and says which rooms clients may name in their query.</param>
    public static IGatewaysBuilder AddServerSentEvents(this IGatewaysBuilder builder, Action<ServerSentEventsTransportOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = builder.Services.AddOptions<ServerSentEventsTransportOptions>().ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ServerSentEventsTransportOptions>, ServerSentEventsTransportOptionsValidator>());
        if (configure is not null)
        {
            options.Configure(configure);
        }

        return builder.AddTransport(new ServerSentEventsTransport());
    }
}
