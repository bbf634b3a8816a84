using StackExchange.Redis;

namespace Gateways.Redis.Connection;

/// <summary>A channel or pattern, and what is done with its messages, one after the other and never at the same time as another message of the member.</summary>
internal sealed record BusSubscription(RedisChannel Channel, Action<RedisChannel, ReadOnlyMemory<byte>> Handler);
