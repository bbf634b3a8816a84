using Gateways.Specification.Clients;
using Gateways.Specification.Hosting;
using Gateways.Specification.Transports;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.WebSockets.Tests.Transports;

/// <summary>The specification over the fast path.</summary>
public class FramedTransportTests : TransportSpecification
{
    protected override void AddTransport(IGatewaysBuilder builder) => builder.AddWebSockets();

    protected override async Task<SpecificationClient> OpenAsync(SpecificationHost host, ClientRequest request) =>
        await PlainWebSocketClient.ConnectAsync(host.Address, request);

    protected override async Task<IAsyncDisposable> OpenStuckAsync(SpecificationHost host, string path) =>
        await RawWebSocket.ConnectAsync(host.Port, path, receiveBuffer: 4096);

    protected override Task SendGarbageAsync(SpecificationHost host, string path, Random random) => Garbage.SendAsync(host.Port, path, random);
}
