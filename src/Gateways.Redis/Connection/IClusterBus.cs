using StackExchange.Redis;

namespace Gateways.Redis.Connection;

/// <summary>Carries bytes between the servers of a cluster. What it cannot carry it says; it keeps nothing for later.</summary>
internal interface IClusterBus
{
    /// <summary>Subscribes a member to its channels and confirms that it hears itself.</summary>
    Task JoinAsync(IBusMember member, CancellationToken cancellationToken);

    /// <summary>Unsubscribes a member.</summary>
    Task LeaveAsync(IBusMember member);

    /// <summary>Hands a message to the other servers; completes when it was taken.</summary>
    /// <exception cref="AdapterUnavailableException">It could not be handed over, or nobody can tell.</exception>
    ValueTask PublishAsync(RedisChannel channel, ReadOnlyMemory<byte> payload);

    /// <summary>How many servers are subscribed to a channel.</summary>
    /// <exception cref="AdapterUnavailableException">Nobody can tell.</exception>
    Task<int> CountSubscribersAsync(RedisChannel channel);
}
