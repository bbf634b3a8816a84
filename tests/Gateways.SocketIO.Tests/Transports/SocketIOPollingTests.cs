using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification.Hosting;

namespace Gateways.SocketIO.Tests.Transports;

/// <summary>The specification over long polling.</summary>
public sealed class SocketIOPollingTests : SocketIOSpecification
{
    /// <summary>One who does not poll has no link to lose.</summary>
    protected override bool NoticesLossUnread => false;

    protected override async Task<IAsyncDisposable> OpenStuckAsync(SpecificationHost host, string path)
    {
        var client = await PollingClient.ConnectAsync(host.Address, polls: false);
        await client.SendAsync($"40{path},");
        return client;
    }

    protected override Task EmitStuckAsync(IAsyncDisposable stuck, string path, string eventName, string json) => ((PollingClient)stuck).SendAsync($"42{path},[\"{eventName}\",{json}]");

    private protected override async Task<EngineClient> ConnectEngineAsync(Uri address, string query, string? origin) => await PollingClient.ConnectAsync(address, query, origin);
}
