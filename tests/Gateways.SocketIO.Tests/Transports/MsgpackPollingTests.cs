using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SocketIO.Tests.Transports;

/// <summary>The specification with packets in MessagePack, over long polling.</summary>
public sealed class MsgpackPollingTests : SocketIOSpecification
{
    /// <summary>One who does not poll has no link to lose.</summary>
    protected override bool NoticesLossUnread => false;

    protected override void AddTransport(IGatewaysBuilder builder) => builder.AddSocketIO(static options => options.Parser = SocketIOParser.Msgpack);

    protected override async Task<IAsyncDisposable> OpenStuckAsync(SpecificationHost host, string path)
    {
        var client = new MsgpackEngineClient(await PollingClient.ConnectAsync(host.Address, polls: false));
        await client.SendAsync($"40{path},");
        return client;
    }

    protected override Task EmitStuckAsync(IAsyncDisposable stuck, string path, string eventName, string json) => ((EngineClient)stuck).SendAsync($"42{path},[\"{eventName}\",{json}]");

    private protected override async Task<EngineClient> ConnectEngineAsync(Uri address, string query, string? origin) =>
        new MsgpackEngineClient(await PollingClient.ConnectAsync(address, query, origin));
}
