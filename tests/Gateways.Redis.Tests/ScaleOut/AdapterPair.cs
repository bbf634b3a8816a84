using Gateways.Redis.Adapters;
using Gateways.Redis.Connection;
using Gateways.Redis.Protocol;
using Gateways.Redis.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateways.Redis.Tests.ScaleOut;

/// <summary>Adapters of one namespace on several servers, with a bus between them that the test can write to.</summary>
internal sealed class AdapterPair
{
    public const string Namespace = "/n";

    public InMemoryBus Bus { get; } = new();

    public ChannelNames Channels { get; } = new("pair", Namespace);

    public async Task<RedisAdapter> StartAsync(string uid)
    {
        var adapter = Create(uid);
        await adapter.StartAsync(default);
        return adapter;
    }

    public RedisAdapter Create(string uid)
    {
        using var services = new ServiceCollection().AddMetrics().AddSingleton<RedisMetrics>().BuildServiceProvider();
        return new RedisAdapter(
            Namespace,
            "pair",
            new RedisAdapterServices(uid, Bus.CreatePort(), services.GetRequiredService<RedisMetrics>(), new RedisAdapterOptions(), new GatewayOptions(), TestJson.Contracts, TimeProvider.System, NullLogger<RedisAdapter>.Instance),
            new SilentSink());
    }
}
