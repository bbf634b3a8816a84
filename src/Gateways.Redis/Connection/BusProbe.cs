using StackExchange.Redis;

namespace Gateways.Redis.Connection;

/// <summary>A message a server sends to itself. When it comes back, <see cref="ProbeEchoes.Return"/> is told its key.</summary>
internal readonly record struct BusProbe(string Key, RedisChannel Channel, byte[] Payload);
