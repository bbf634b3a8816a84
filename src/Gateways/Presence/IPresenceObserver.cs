namespace Gateways.Presence;

/// <summary>Hears what a store has to tell. Never throws.</summary>
public interface IPresenceObserver
{
    /// <summary>A topic has changed. Calls for one topic come one after the other, in its order.</summary>
    void OnChange(PresenceChange change);

    /// <summary>
    /// Changes may have been missed, or this server may have been taken for dead, or the store may have lost its latest changes: what this server knows must be told again. When all of it has
    /// been, <see cref="IPresenceStore.SettleAsync"/> says so.
    /// </summary>
    /// <param name="reset">Its number: 1, and one more with each.</param>
    void OnReset(long reset);
}
