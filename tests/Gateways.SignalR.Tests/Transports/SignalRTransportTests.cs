using Gateways.Specification;
using Gateways.Specification.Clients;
using Gateways.Specification.Hosting;
using Gateways.Specification.Transports;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SignalR.Tests.Transports;

/// <summary>The specification with the real client, over WebSockets.</summary>
public sealed class SignalRTransportTests : TransportSpecification
{
    protected override bool AcksCarryPayloads => false;

    protected override bool SendsBareValues => false;

    protected override GatewayTransports Kind => GatewayTransports.SignalR;

    protected override void AddTransport(IGatewaysBuilder builder) => builder.AddSignalR();

    protected override async Task<SpecificationClient> OpenAsync(SpecificationHost host, ClientRequest request) =>
        await HubClient.ConnectAsync(host.Address, request, HttpTransportType.WebSockets);

    protected override async Task<IAsyncDisposable> OpenStuckAsync(SpecificationHost host, string path) =>
        await RawHub.ConnectAsync(host.Port, path, receiveBuffer: 4096);

    protected override Task EmitStuckAsync(IAsyncDisposable stuck, string path, string eventName, string json) =>
        ((RawHub)stuck).SendAsync($$"""{"type":1,"target":"{{eventName}}","arguments":[{{json}}]}""");

    protected override async Task<Refusal> AskInVainAsync(SpecificationHost host, ClientRequest request)
    {
        using var http = new HttpClient();
        var address = new UriBuilder(host.Address) { Path = $"{request.Path}/negotiate", Query = $"negotiateVersion=1&{request.Query}" }.Uri;
        using var response = await http.PostAsync(address, null).Soon();
        return new Refusal((int)response.StatusCode, await response.Content.ReadAsStringAsync().Soon());
    }

    protected override Task SendGarbageAsync(SpecificationHost host, string path, Random random) => Garbage.SendAsync(host.Port, path, random);
}
