using Gateways.Specification.Clients;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.WebSockets.Tests.Rfc6455;

/// <summary>One server for all cases.</summary>
public sealed class RfcHost : IAsyncLifetime
{
    private SpecificationHost? _host;

    public int Port => _host!.Port;

    public Task<RawWebSocket> ConnectAsync() => RawWebSocket.ConnectAsync(Port, "/spec");

    public async Task InitializeAsync() => _host = await SpecificationHost.StartAsync(
        static builder => builder.AddWebSockets(static options => options.MaxFragments = 64),
        static options =>
        {
            options.MaxMessageBytes = 64 * 1024;

            // Nothing here waits for it to pass; on a busy machine a shorter one would pass, and end a connection with a reset.
            options.CloseTimeout = TimeSpan.FromSeconds(10);
        });

    public Task DisposeAsync() => _host!.DisposeAsync().AsTask();
}
