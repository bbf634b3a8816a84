using Gateways;
using Gateways.ServerSentEvents;
using Gateways.ServerSentEvents.Rooms;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the Server-Sent Events transport.</summary>
public static class ServerSentEventsGatewaysBuilderExtensions
{
    /// <summary>
    /// Serves clients that only listen at every gateway's path: a <c>GET</c> that accepts <c>text/event-stream</c>, as <c>EventSource</c> and <c>curl -N</c> send it. They pass the same guards and are
    /// in the same rooms as any other client.
    /// </summary>
    /// <remarks>
    /// <para>
    /// Any status but 200 ends an <c>EventSource</c> for good. A client that is refused for now (the server stops, a guard fails or takes too long) is therefore answered with a stream of one event,
    /// <c>disconnect</c>, and comes back by itself; who is refused for good gets 400, 401 or 403. Middleware in front of the gateways that answers with 429 or 503 keeps a page away until it is opened anew.
    /// </para>
    /// <para>
    /// An event's <c>data</c> is its payload as JSON: several payloads are an array, none is null, bytes are base64. An emit that wants an ack fails at once for these clients. Three events are the
    /// protocol's own: <c>disconnect</c>, the server's goodbye with <c>reason</c>, <c>message</c> and <c>mayReconnect</c>, upon which a page that must not come back closes its <c>EventSource</c> (one that does not
    /// is asked to stay away for 24 days), <c>gap</c> (see <see cref="ServerSentEventsRecoveryOptions"/>), and <c>place</c>, by which a client knows where it stands. An event of the application's with one of
    /// these names, and one with a line break or NUL in it, arrives as a JSON string, in quotes: <c>addEventListener('"place"', ..)</c>. <c>EventSource</c> uses <c>open</c> and <c>error</c> for itself too, so
    /// choose other names; <c>message</c> arrives at <c>onmessage</c>.
    /// </para>
    /// <para>
    /// Where SignalR is added as well, a query with <c>id</c> is SignalR's: <c>new EventSource('/chat?id=42')</c> is answered with 404, so call it something else. Pages of another origin need a CORS policy
    /// besides <see cref="GatewayOptions.AllowedOrigins"/>.
    /// </para>
    /// </remarks>
    /// <param name="builder">The result of <c>AddGateways()</c>.</param>
    /// <param name="configure">Sets habits and limits, and says which rooms clients may name in their query.</param>
    public static IGatewaysBuilder AddServerSentEvents(this IGatewaysBuilder builder, Action<ServerSentEventsTransportOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = builder.Services.AddOptions<ServerSentEventsTransportOptions>().ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ServerSentEventsTransportOptions>, ServerSentEventsTransportOptionsValidator>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, RoomPolicyCheck>());
        if (configure is not null)
        {
            options.Configure(configure);
        }

        return builder.AddTransport(new ServerSentEventsTransport());
    }
}
