namespace Gateways;

/// <summary>
/// Who is here: users under topics of one gateway's namespace, on every server. A user is present as long as one of its clients is tracked; clients that leave,
/// for whatever reason, are taken out by themselves. Whoever watches a topic hears <c>presenceState</c> with everyone first and <c>presenceDiff</c> with each change
/// after that: <c>{"topic","version","users":[..]}</c> and <c>{"topic","version","joins":[..],"leaves":[..],"updates":[..]}</c>. Thread-safe.
/// </summary>
public interface IPresence
{
    /// <summary>Tracks a client under a topic, without metadata, as its <see cref="IGatewayClient.UserIdentifier"/>, or as its own id when it has none.</summary>
    /// <param name="client">The client.</param>
    /// <param name="topic">The topic; its name follows the rules of room names.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    /// <exception cref="ArgumentException">The topic is empty or too long.</exception>
    /// <exception cref="InvalidOperationException">The client is tracked under as many topics as the limit allows, or under this one as another user.</exception>
    /// <exception cref="AdapterUnavailableException">The store cannot be reached; the client is tracked as soon as it can.</exception>
    ValueTask TrackAsync(IGatewayClient client, string topic, CancellationToken cancellationToken = default);

    /// <summary>Tracks a client under a topic with metadata. Tracking it again updates them.</summary>
    /// <inheritdoc cref="TrackAsync(IGatewayClient, string, CancellationToken)"/>
    /// <typeparam name="T">The metadata's type.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="topic">The topic; its name follows the rules of room names.</param>
    /// <param name="metadata">What others shall know: serialised to JSON. The last one counts when a user has several clients.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    ValueTask TrackAsync<T>(IGatewayClient client, string topic, T metadata, CancellationToken cancellationToken = default);

    /// <summary>Tracks a client under a topic as a user of the application's choice, with metadata.</summary>
    /// <inheritdoc cref="TrackAsync{T}(IGatewayClient, string, T, CancellationToken)"/>
    /// <param name="client">The client.</param>
    /// <param name="topic">The topic; its name follows the rules of room names.</param>
    /// <param name="userId">Who it is.</param>
    /// <param name="metadata">What others shall know: serialised to JSON. The last one counts when a user has several clients.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    ValueTask TrackAsync<T>(IGatewayClient client, string topic, string userId, T metadata, CancellationToken cancellationToken = default);

    /// <summary>Takes a client out of a topic. A client that is not there is left alone.</summary>
    /// <exception cref="AdapterUnavailableException">The store cannot be reached; the client is taken out later.</exception>
    ValueTask UntrackAsync(IGatewayClient client, string topic, CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes a client out of all topics. Happens by itself when it leaves; awaiting it in a disconnect hook makes sure that it has happened. Only when the server stops, they stay for
    /// <c>PresenceOptions.RestartGrace</c>, since they may come back elsewhere.
    /// </summary>
    /// <returns>The topics it was in.</returns>
    /// <exception cref="AdapterUnavailableException">The store cannot be reached; the client is taken out later.</exception>
    ValueTask<IReadOnlyCollection<string>> UntrackAllAsync(IGatewayClient client, CancellationToken cancellationToken = default);

    /// <summary>
    /// The client did something: it, and so its user, is active again. Every message of a tracked client that is handled does this by itself; acks and heartbeats do not. Call it for
    /// what the server learns in another way. Cheap; call it as often as you like.
    /// </summary>
    void Touch(IGatewayClient client);

    /// <summary>Lets a client hear a topic: the state, then the changes. Its own tracking is not needed for it.</summary>
    /// <exception cref="ArgumentException">The topic is empty or too long.</exception>
    /// <exception cref="AdapterUnavailableException">The store cannot be reached; the client gets its state as soon as it can.</exception>
    ValueTask WatchAsync(IGatewayClient client, string topic, CancellationToken cancellationToken = default);

    /// <summary>Ends what <see cref="WatchAsync"/> began.</summary>
    ValueTask UnwatchAsync(IGatewayClient client, string topic, CancellationToken cancellationToken = default);

    /// <summary>Everyone under a topic, in the order in which they came.</summary>
    /// <exception cref="AdapterUnavailableException">The store cannot be reached.</exception>
    ValueTask<IReadOnlyList<PresenceEntry>> ListAsync(string topic, CancellationToken cancellationToken = default);

    /// <summary>How many users are under a topic.</summary>
    /// <exception cref="AdapterUnavailableException">The store cannot be reached.</exception>
    ValueTask<int> CountAsync(string topic, CancellationToken cancellationToken = default);

    /// <summary>
    /// Names each topic in which a user has come, gone or changed, on any server: for an application that tells its clients in its own words. Every server is told, so tell the clients of this
    /// one with <see cref="IEmitTarget.Local"/>. A topic that changes while its name waits to be read is named once, so read its list afterwards. After an outage of the store
    /// the topics of this server's clients are named. Several may read; each is told everything from its first step on.
    /// </summary>
    /// <param name="cancellationToken">Ends the reading with an <see cref="OperationCanceledException"/>; there is no other end.</param>
    /// <exception cref="AdapterUnavailableException">The store could not be reached to begin with.</exception>
    IAsyncEnumerable<string> ReadChangesAsync(CancellationToken cancellationToken = default);
}
