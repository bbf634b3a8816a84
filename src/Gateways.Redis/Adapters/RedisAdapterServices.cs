using Gateways.Redis.Connection;
using Microsoft.Extensions.Logging;

namespace Gateways.Redis.Adapters;

/// <summary>What the adapters of all namespaces share.</summary>
internal sealed record RedisAdapterServices(
    IClusterBus Bus, ProbeEchoes Echoes, RedisMetrics Metrics, RedisAdapterOptions Options, GatewayOptions Gateways, TimeProvider Time, ILogger<RedisAdapter> Logger);
