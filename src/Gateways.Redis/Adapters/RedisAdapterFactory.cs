using Gateways.Adapters;
using Gateways.Connections;
using Gateways.Infrastructure;
using Gateways.Redis.Connection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateways.Redis.Adapters;

/// <summary>Creates adapters for many servers.</summary>
internal sealed class RedisAdapterFactory(
    IClusterBus bus, RedisMetrics metrics, ClusterName cluster, IOptions<RedisAdapterOptions> options, IOptions<GatewayOptions> gateways, GatewayJson json, TimeProvider time, ILogger<RedisAdapter> logger)
    : IAdapterFactory
{
    /// <summary>60 random bits tell servers apart; every message carries them.</summary>
    private const int UidLength = 10;

    private readonly RedisAdapterServices _services = new(ConnectionId.Create()[..UidLength], bus, metrics, options.Value, gateways.Value, json, time, logger);

    public IAdapter Create(string @namespace, IServerSideEventSink serverSideEvents) => new RedisAdapter(@namespace, cluster.Prefix, _services, serverSideEvents);
}
