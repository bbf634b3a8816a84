namespace Gateways.Redis.Tests.Servers;

/// <summary>A Redis that tests talk to.</summary>
public interface IRedisServer
{
    /// <summary>Where it is, as StackExchange.Redis reads it.</summary>
    string ConnectionString { get; }
}
