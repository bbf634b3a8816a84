using StackExchange.Redis;

namespace Gateways.Redis.Connection;

/// <summary>Somebody on this server who listens to channels.</summary>
internal interface IBusMember
{
    /// <summary>What it listens to.</summary>
    IReadOnlyList<BusSubscription> Subscriptions { get; }

    /// <summary>The channel whose subscribers are the servers, one each; null when the member has none.</summary>
    RedisChannel? CensusChannel { get; }

    /// <summary>Messages to itself, that nobody else takes for anything: when all have come back, the member hears.</summary>
    IReadOnlyList<BusProbe> CreateProbes(long id);

    /// <summary>The bus was lost for a while: messages of other servers may have been missed.</summary>
    void OnReturned();
}
