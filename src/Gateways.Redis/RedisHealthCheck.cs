using Gateways.Redis.Connection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Gateways.Redis;

/// <summary>Healthy only while a message that this server published has come back to it, not long ago.</summary>
internal sealed class RedisHealthCheck(RedisConnection connection, IOptions<RedisAdapterOptions> options) : IHealthCheck
{
    public const string Name = "gateways-adapter";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var allowed = options.Value.ProbeInterval + options.Value.ProbeTimeout;
        var data = new Dictionary<string, object> { ["delivery"] = "at-most-once" };
        if (connection.SinceLastEcho is { } age)
        {
            data["lastEcho"] = age;
        }

        var result = connection.IsUp && connection.SinceLastEcho is { } echo && echo <= allowed + allowed
            ? HealthCheckResult.Healthy("This server hears its own messages through Redis.", data)
            : new HealthCheckResult(context.Registration.FailureStatus, "Redis does not bring back what this server publishes: emits reach only its own clients.", data: data);
        return Task.FromResult(result);
    }
}
