namespace Gateways.Presence;

/// <summary>
/// Keeps who is under which topic. Each change is atomic and told to every server exactly once, in one order per topic. Thread-safe. What cannot be reached is an
/// <see cref="AdapterUnavailableException"/>.
/// </summary>
public interface IPresenceStore
{
    /// <summary>Begins to tell changes, those of other servers too. Called before anything else, and again only when it has failed.</summary>
    ValueTask StartAsync(IPresenceObserver observer, CancellationToken cancellationToken);

    /// <summary>Adds a client, or sets its activity when it is there already; sets the user's metadata unless that is empty.</summary>
    /// <returns>False when the client is there as another user.</returns>
    ValueTask<bool> TrackAsync(PresenceTopic topic, PresenceMember member, bool isActive, ReadOnlyMemory<byte> metadata, CancellationToken cancellationToken);

    /// <summary>Takes a client of this server out; one that is not there is left alone.</summary>
    ValueTask UntrackAsync(PresenceTopic topic, string clientId, CancellationToken cancellationToken);

    /// <summary>Everyone under a topic.</summary>
    ValueTask<PresenceSnapshot> ListAsync(PresenceTopic topic, CancellationToken cancellationToken);

    /// <summary>How many users are under a topic.</summary>
    ValueTask<int> CountAsync(PresenceTopic topic, CancellationToken cancellationToken);

    /// <summary>
    /// Says that this server lives. Called every few seconds, whatever else is under way, so it must not take long. When the last one that succeeded is longer ago than
    /// <see cref="PresenceOptions.ServerTimeout"/>, the observer hears of a reset.
    /// </summary>
    ValueTask BeatAsync(CancellationToken cancellationToken);

    /// <summary>All that this server's clients want has been told since this reset: what was told before it, and not since, is taken out. Without effect when there has been another.</summary>
    ValueTask SettleAsync(long reset, CancellationToken cancellationToken);

    /// <summary>Takes out clients of servers that have been silent for too long, and what <see cref="SettleAsync"/> has left behind: as many as one step may.</summary>
    /// <returns>Whether there may be more.</returns>
    ValueTask<bool> SweepAsync(CancellationToken cancellationToken);

    /// <summary>This server stops. Its clients are taken out a little later, so that those who come back elsewhere have never been away.</summary>
    ValueTask StopAsync();
}
