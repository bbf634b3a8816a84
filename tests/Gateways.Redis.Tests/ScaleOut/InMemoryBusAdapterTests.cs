using Gateways.Adapters;
using Gateways.Redis.Adapters;
using Gateways.Redis.Connection;
using Gateways.Redis.Tests.Servers;
using Gateways.Specification.Adapters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateways.Redis.Tests.ScaleOut;

/// <summary>Alone, the adapter is as good as the one for one server.</summary>
public sealed class InMemoryBusAdapterTests : AdapterSpecification
{
    protected override async Task<IAdapter> CreateAsync(int maxRoomsPerClient, TimeProvider time)
    {
        await using var services = new ServiceCollection().AddMetrics().AddSingleton<RedisMetrics>().BuildServiceProvider();
        var adapter = new RedisAdapter(
            "/",
            "alone",
            new RedisAdapterServices(
                "uid", new InMemoryBus().CreatePort(), services.GetRequiredService<RedisMetrics>(), new RedisAdapterOptions(),
                new GatewayOptions { MaxRoomsPerClient = maxRoomsPerClient }, TestJson.Contracts, time, NullLogger<RedisAdapter>.Instance),
            new SilentSink());
        await adapter.StartAsync(default);
        return adapter;
    }
}
