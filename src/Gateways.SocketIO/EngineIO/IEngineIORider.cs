namespace Gateways.SocketIO.EngineIO;

/// <summary>Something that is to be looked at when its time has come.</summary>
internal interface IEngineIORider
{
    /// <summary>The time has come, or a little has passed; never called twice at once, and never under a lock. Does not throw.</summary>
    void Look(long now);

    /// <summary>When to look next, in milliseconds by the same clock: too early is looked at in vain, too late is late. Negative when never again. Called under the wheel's lock.</summary>
    long NextLook(long now);
}
