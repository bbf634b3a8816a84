using Gateways.SignalR.Tests.Transports;
using Gateways.Specification.Clients;
using Gateways.Specification.Hosting;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Redis.Tests.ScaleOut;

/// <summary>Clients of several transports in the same rooms.</summary>
internal static class MixedClients
{
    public static IReadOnlyList<GatewayTransports> Transports { get; } = [GatewayTransports.WebSocket, GatewayTransports.SignalR];

    public static IGatewaysBuilder AddTransports(this IGatewaysBuilder builder) => builder.AddWebSockets().AddSignalR();

    public static async Task<SpecificationClient> OpenAsync(SpecificationHost host, ClientRequest request, GatewayTransports transport) => transport == GatewayTransports.SignalR
        ? await HubClient.ConnectAsync(host.Address, request, HttpTransportType.WebSockets)
        : await PlainWebSocketClient.ConnectAsync(host.Address, request);
}
