using StackExchange.Redis;

namespace Gateways.Redis.Connection;

/// <summary>A channel or pattern, and what is done with its messages, one after the other and never at the same time. The handler does not throw.</summary>
internal sealed record BusSubscription(RedisChannel Channel, Action<RedisChannel, ReadOnlyMemory<byte>> Handler);
