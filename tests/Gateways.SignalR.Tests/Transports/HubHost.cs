using Gateways.Specification.Gateways;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SignalR.Tests.Transports;

/// <summary>One server for all tests of the hub protocol.</summary>
public sealed class HubHost : IAsyncLifetime
{
    private SpecificationHost? _host;

    public int Port => _host!.Port;

    public Uri Address => _host!.Address;

    public IGatewayServer<SpecificationGateway> Server => _host!.Server;

    public async Task InitializeAsync() => _host = await SpecificationHost.StartAsync(static builder => builder.AddSignalR());

    public Task DisposeAsync() => _host!.DisposeAsync().AsTask();
}
