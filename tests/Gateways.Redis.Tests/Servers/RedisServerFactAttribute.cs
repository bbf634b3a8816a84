namespace Gateways.Redis.Tests.Servers;

/// <summary>A fact that needs redis-server; without it, skipped and saying so, but never on a build server.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RedisServerFactAttribute : FactAttribute
{
    public RedisServerFactAttribute() =>
        Skip = RedisServerProcess.Executable is null && Environment.GetEnvironmentVariable("CI") is null ? "redis-server is not installed." : null;
}
