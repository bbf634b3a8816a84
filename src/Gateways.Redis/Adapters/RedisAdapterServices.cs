using Gateways.Infrastructure;
using Gateways.Redis.Connection;
using Microsoft.Extensions.Logging;

namespace Gateways.Redis.Adapters;

/// <summary>
/// What the adapters of all namespaces share. Among it the uid: this server is the same to the others in every namespace, and of two adapters of one name, one going and one coming, neither
/// takes the other for somebody else.
/// </summary>
internal sealed record RedisAdapterServices(
    string Uid, IClusterBus Bus, RedisMetrics Metrics, RedisAdapterOptions Options, GatewayOptions Gateways, GatewayJson Json, TimeProvider Time, ILogger<RedisAdapter> Logger);
