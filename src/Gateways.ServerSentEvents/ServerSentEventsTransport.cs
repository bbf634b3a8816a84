using System.Collections.Concurrent;
using Gateways.Hosting;
using Gateways.Infrastructure;
using Gateways.Recovery;
using Gateways.ServerSentEvents.Rooms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gateways.ServerSentEvents;

/// <summary>Maps event streams at each gateway's path.</summary>
internal sealed class ServerSentEventsTransport : IGatewayTransport
{
    private readonly ConcurrentDictionary<GatewayHost, RoomPolicies> _rooms = new();

    public GatewayTransports Kind => GatewayTransports.ServerSentEvents;

    public void ConfigureServices<TGateway>(IServiceCollection services)
        where TGateway : class, IGatewayDefinition<TGateway>
    {
        // Nothing is a gateway's own here.
    }

    public void Map<TGateway>(GatewayHost host, GatewayEndpoints endpoints)
        where TGateway : class, IGatewayDefinition<TGateway>
    {
        var options = OptionsOf(endpoints);
        if (options.Recovery is { } recovery)
        {
            host.KeepMessages(new MessageLogOptions(recovery.MaxDisconnectionDuration, recovery.MaxEvents, recovery.MaxBytes));
        }

        var rooms = _rooms[host] = new RoomPolicies(host);
        rooms.Add<TGateway>(options);
        RequestDelegate serve = new EventStreamEndpoint(host, options, rooms).ServeAsync;
        endpoints.Add(endpoints.Routes.Map(host.Path, serve).WithDisplayName($"{host.Path} (Server-Sent Events)").WithMetadata(rooms), Kind, host, recognizes: EventStreamRequest.IsRecognized);
    }

    public void Join<TGateway>(GatewayHost host, GatewayEndpoints endpoints)
        where TGateway : class, IGatewayDefinition<TGateway>
        => _rooms[host].Add<TGateway>(OptionsOf(endpoints));

    private static ServerSentEventsTransportOptions OptionsOf(GatewayEndpoints endpoints) =>
        endpoints.Routes.ServiceProvider.GetRequiredService<IOptions<ServerSentEventsTransportOptions>>().Value;
}
