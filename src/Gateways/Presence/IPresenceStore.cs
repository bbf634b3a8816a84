namespace Gateways.Presence;

/// <summary>
/// Keeps who is under which topic. Each change is atomic and told to every server exactly once, in one order per topic. Thread-safe. What cannot be reached is an
/// <see cref="AdapterUnavailableException"/>.
/// </summary>
public interface IPresenceStore
{
    /// <summary>Begins to tell changes, those of other servers too. Called once, before anything else.</summary>
    ValueTask StartAsync(IPresenceObserver observer, CancellationToken cancellationToken);

    /// <summary>Adds a client, or sets its activity when it is there already; sets the user's metadata unless that is empty.</summary>
    /// <returns>False when the client is there as another user.</returns>
    ValueTask<bool> TrackAsync(PresenceTopic topic, PresenceMember member, bool isActive, ReadOnlyMemory<byte> metadata, CancellationToken cancellationToken);

    /// <summary>Takes a client out.</summary>
    ValueTask UntrackAsync(PresenceTopic topic, string clientId, CancellationToken cancellationToken);

    /// <summary>Everyone under a topic.</summary>
    ValueTask<PresenceSnapshot> ListAsync(PresenceTopic topic, CancellationToken cancellationToken);

    /// <summary>How many users are under a topic.</summary>
    ValueTask<int> CountAsync(PresenceTopic topic, CancellationToken cancellationToken);

    /// <summary>Says that this server lives, and takes out the clients of servers that have not said so for too long. Called every few seconds.</summary>
    ValueTask BeatAsync(CancellationToken cancellationToken);

    /// <summary>This server stops. Its clients are taken out a little later, so that those who come back elsewhere have never been away.</summary>
    ValueTask StopAsync();
}
