using Gateways.Timing;

namespace Gateways.Connections;

/// <content>
/// What time does to a connection. It stands on the engine's wheel only while there is something to look at: a write that is under way, a run of messages, or what its transport waits
/// for; so an idle one costs a beat nothing.
/// </content>
public abstract partial class GatewayConnection
{
    private TimerPlace<GatewayConnection> _place;
    private bool _isWatched;
    private bool _isOver;

    internal long Clock => Engine.Heartbeat.Now;

    ref TimerPlace<GatewayConnection> ITimed<GatewayConnection>.Place => ref _place;

    long? ITimed<GatewayConnection>.NextTime(long now)
    {
        if (Volatile.Read(ref _isOver))
        {
            return null;
        }

        // Under the wheel's lock, the other half of Watch: either this sees what has begun, or who has begun it sees that nobody watches.
        Volatile.Write(ref _isWatched, false);
        Interlocked.MemoryBarrier();
        if (_queue.WriteStarted > 0 || Volatile.Read(ref _batchThread) != 0)
        {
            Volatile.Write(ref _isWatched, true);
            return now + 1;
        }

        return NextTick(now);
    }

    /// <summary>What goes wrong here must not keep the time from the others.</summary>
    void ITimed<GatewayConnection>.OnTime(long now)
    {
        try
        {
            Tick(now);
        }
        catch (Exception error)
        {
            Log.TickFailed(Engine.ConnectionLogger, Id, error);
        }
    }

    /// <summary>
    /// When <see cref="OnTick"/> is to be called next, in seconds by the engine's clock; what is over already is looked at with the next beat. Null for never, the default. Asked when the
    /// connection becomes known, after each tick, and by <see cref="ScheduleTick"/>; under a lock, so take none.
    /// </summary>
    /// <param name="now">Seconds by the engine's clock.</param>
    protected virtual long? NextTick(long now) => null;

    /// <summary>Called when the time of <see cref="NextTick"/> has come, and now and then before that; never twice at once.</summary>
    /// <param name="now">Seconds by the engine's clock.</param>
    protected virtual void OnTick(long now)
    {
    }

    /// <summary>Asks <see cref="NextTick"/> anew: there is something to look at earlier than it has said. What only comes later need not be told. Thread-safe.</summary>
    protected void ScheduleTick() => Engine.Heartbeat.Schedule(this);

    /// <summary>Something has begun that is to be looked at with each beat until it is over. Costs a look at a flag, but for once a second.</summary>
    internal void Watch()
    {
        Interlocked.MemoryBarrier();
        if (!Volatile.Read(ref _isWatched))
        {
            Engine.Heartbeat.Schedule(this);
        }
    }

    private void Tick(long now)
    {
        if (_queue.WriteStarted is > 0 and var started && now - started > Engine.SendTimeoutTicks)
        {
            CloseSlow();
            Abort();
            return;
        }

        // A handler that blocks its thread may have left earlier replies of its batch waiting.
        if (Volatile.Read(ref _batchThread) != 0 && _queue.Bytes > 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static queue => queue.Flush(), _queue, preferLocal: false);
        }

        OnTick(now);
    }
}
