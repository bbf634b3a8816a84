using Gateways.Connections;
using StackExchange.Redis;

namespace Gateways.Redis.Connection;

/// <summary>The connection's own place at the bus: whether it lives is asked once for all members, and where there are none as well.</summary>
internal sealed class ConnectionMember : IBusMember
{
    public ConnectionMember(string prefix)
    {
        ProbeChannel = RedisChannel.Literal($"{prefix}-probe#{ConnectionId.Create()}#");
        Subscriptions = [new BusSubscription(ProbeChannel.Value, static (_, _) => { })];
    }

    public IReadOnlyList<BusSubscription> Subscriptions { get; }

    public RedisChannel? CensusChannel => null;

    public RedisChannel? ProbeChannel { get; }

    public void OnReturned()
    {
        // It has nothing to miss.
    }
}
