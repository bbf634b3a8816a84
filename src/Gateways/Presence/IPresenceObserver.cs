namespace Gateways.Presence;

/// <summary>Hears what a store has to tell. Never throws.</summary>
public interface IPresenceObserver
{
    /// <summary>A topic has changed. Calls for one topic come one after the other, in its order.</summary>
    void OnChange(PresenceChange change);

    /// <summary>Changes may have been missed, or this server may have been taken for dead: what it knows must be told again.</summary>
    void OnReset();
}
