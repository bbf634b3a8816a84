using Gateways.ServerSentEvents.Tests.Clients;
using Gateways.SignalR.Tests.Transports;
using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification.Clients;
using Gateways.Specification.Hosting;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Redis.Tests.ScaleOut;

/// <summary>Clients of several transports in the same rooms.</summary>
internal static class MixedClients
{
    private static int s_socketIOClients;

    public static IReadOnlyList<GatewayTransports> Transports { get; } = [GatewayTransports.WebSocket, GatewayTransports.SignalR, GatewayTransports.SocketIO];

    public static IReadOnlyList<GatewayTransports> ListeningTransports { get; } = [GatewayTransports.ServerSentEvents];

    public static IGatewaysBuilder AddTransports(this IGatewaysBuilder builder) => builder.AddWebSockets().AddSignalR().AddSocketIO().AddServerSentEvents();

    public static Task<SpecificationClient> OpenAsync(SpecificationHost host, ClientRequest request, GatewayTransports transport) => OpenAsync(host.Address, request, transport);

    public static async Task<SpecificationClient> OpenAsync(Uri address, ClientRequest request, GatewayTransports transport) => transport switch
    {
        GatewayTransports.SignalR => await HubClient.ConnectAsync(address, request, HttpTransportType.WebSockets),
        GatewayTransports.SocketIO => await SocketIOTestClient.ConnectAsync(await OpenEngineAsync(address, request), request.Path),
        GatewayTransports.ServerSentEvents => await EventStreamClient.ConnectAsync(address, request),
        _ => await PlainWebSocketClient.ConnectAsync(address, request),
    };

    /// <summary>Every other one polls.</summary>
    private static async Task<EngineClient> OpenEngineAsync(Uri address, ClientRequest request) => Interlocked.Increment(ref s_socketIOClients) % 2 == 0
        ? await PollingClient.ConnectAsync(address, request.Query, request.Origin)
        : await SocketClient.ConnectAsync(address, request.Query, request.Origin);
}
