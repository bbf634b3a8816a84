using StackExchange.Redis;

namespace Gateways.Redis.Connection;

/// <summary>Somebody on this server who listens to channels.</summary>
internal interface IBusMember
{
    /// <summary>What it listens to. Messages are handled one at a time, in the order in which they come by one subscription.</summary>
    IReadOnlyList<BusSubscription> Subscriptions { get; }

    /// <summary>The channel whose subscribers are the servers, one each; null when the member has none. It is subscribed to for the count alone.</summary>
    RedisChannel? CensusChannel { get; }

    /// <summary>A channel that it listens to by the others, and on which nobody else takes anything for a message: by it the member hears itself. Null when it need not.</summary>
    RedisChannel? ProbeChannel => null;

    /// <summary>The bus was lost for a while: messages of other servers may have been missed.</summary>
    void OnReturned();
}
