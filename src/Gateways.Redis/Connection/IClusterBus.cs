using StackExchange.Redis;

namespace Gateways.Redis.Connection;

/// <summary>Carries bytes between the servers of a cluster. What it cannot carry it says; it keeps nothing for later.</summary>
internal interface IClusterBus
{
    /// <summary>Subscribes a member to its channels and confirms that it hears itself.</summary>
    /// <param name="member">Who wants to hear.</param>
    /// <param name="isRequired">Whether not to reach the others is an error, as when the application starts; else the member hears as soon as it can.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task JoinAsync(IBusMember member, bool isRequired, CancellationToken cancellationToken);

    /// <summary>Unsubscribes a member.</summary>
    Task LeaveAsync(IBusMember member);

    /// <summary>Hands a message to the other servers; completes when it was taken.</summary>
    /// <param name="channel">Where to.</param>
    /// <param name="payload">The message.</param>
    /// <param name="hearsItself">Whether this server is subscribed to the channel: then a message that nobody hears is lost.</param>
    /// <param name="rented">The array of the shared pool that the payload lies in; it may be given back when the message was taken, and is not the caller's any more. Null when there is none.</param>
    /// <exception cref="AdapterUnavailableException">It could not be handed over, or nobody can tell.</exception>
    ValueTask PublishAsync(RedisChannel channel, ReadOnlyMemory<byte> payload, bool hearsItself, byte[]? rented = null);

    /// <summary>How many servers are subscribed to a channel.</summary>
    /// <exception cref="AdapterUnavailableException">Nobody can tell.</exception>
    Task<int> CountSubscribersAsync(RedisChannel channel);
}
