using Gateways.Hosting;
using Gateways.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateways.SignalR;

/// <summary>Maps a hub for each gateway, with a protocol and a lifetime manager of its own; other hubs of the application are untouched.</summary>
internal sealed class SignalRTransport : IGatewayTransport
{
    public GatewayTransports Kind => GatewayTransports.SignalR;

    public void ConfigureServices<TGateway>(IServiceCollection services)
        where TGateway : class, IGatewayDefinition<TGateway>
    {
        // AddHubOptions: without it SignalR ignores the options of this one hub.
        services.AddSignalR().AddHubOptions<GatewayHub<TGateway>>(static _ => { });
        services.AddOptions<HubOptions<GatewayHub<TGateway>>>()
            .Configure<IOptions<GatewayOptions>, IOptions<SignalRTransportOptions>>(static (hub, engine, transport) =>
            {
                hub.MaximumReceiveMessageSize = engine.Value.MaxMessageBytes;
                hub.KeepAliveInterval = engine.Value.KeepAliveInterval;
                hub.ClientTimeoutInterval = engine.Value.ClientTimeout;
                hub.StatefulReconnectBufferSize = transport.Value.StatefulReconnectBufferBytes;
            });
        services.TryAddSingleton<HubLifetimeManager<GatewayHub<TGateway>>, GatewayHubLifetimeManager<TGateway>>();
        services.TryAddSingleton(static provider => new HubConnectionHandler<GatewayHub<TGateway>>(
            provider.GetRequiredService<HubLifetimeManager<GatewayHub<TGateway>>>(),
            new GatewayHubProtocolResolver(),
            provider.GetRequiredService<IOptions<HubOptions>>(),
            provider.GetRequiredService<IOptions<HubOptions<GatewayHub<TGateway>>>>(),
            provider.GetRequiredService<ILoggerFactory>(),
            provider.GetRequiredService<IUserIdProvider>(),
            provider.GetRequiredService<IServiceScopeFactory>()));
    }

    public void Join<TGateway>(GatewayHost host, GatewayEndpoints endpoints)
        where TGateway : class, IGatewayDefinition<TGateway>
        => ((GatewayHubLifetimeManager<TGateway>)endpoints.Routes.ServiceProvider.GetRequiredService<HubLifetimeManager<GatewayHub<TGateway>>>()).Attach(host);

    public void Map<TGateway>(GatewayHost host, GatewayEndpoints endpoints)
        where TGateway : class, IGatewayDefinition<TGateway>
    {
        var services = endpoints.Routes.ServiceProvider;
        var options = services.GetRequiredService<IOptions<SignalRTransportOptions>>().Value;
        Join<TGateway>(host, endpoints);
        Add(host.Path, Kind);
        Add($"{host.Path.TrimEnd('/')}/signalr", transport: null);

        void Add(string path, GatewayTransports? transport)
        {
            var hub = endpoints.Routes.MapHub<GatewayHub<TGateway>>(path, Configure);
            SignalRAdmission.Add(hub, host);
            WebSocketCloseWatch.Add(hub, endpoints.Routes);
            endpoints.Add(hub, transport, host);
        }

        void Configure(HttpConnectionDispatcherOptions connection)
        {
            connection.AllowStatefulReconnects = options.StatefulReconnect;
            connection.ApplicationMaxBufferSize = Math.Max(connection.ApplicationMaxBufferSize, host.Engine.Options.MaxMessageBytes);
            connection.TransportSendTimeout = host.Engine.Options.SendTimeout;
        }
    }
}
