namespace Gateways.SocketIO.EngineIO;

/// <summary>
/// When a session is to be pinged, and until when it has to answer: two numbers instead of a timer. Guarded by its session.
/// <see href="https://socket.io/docs/v4/engine-io-protocol/#heartbeat">Engine.IO protocol, heartbeat</see>
/// </summary>
/// <param name="interval">Milliseconds from a pong to the next ping.</param>
/// <param name="timeout">Milliseconds a pong may take.</param>
/// <param name="now">When the session was opened.</param>
internal struct EngineIOHeartbeat(long interval, long timeout, long now)
{
    private long _pingAt = now + interval;
    private long _pongUntil;
    private bool _isExtended;

    /// <summary>
    /// Whether the client has to show that it lives. Packets look without the session's lock: one that comes in the moment the ping goes out may be overlooked, the
    /// next one is not.
    /// </summary>
    public readonly bool IsPongDue => Volatile.Read(in _pongUntil) > 0;

    /// <summary>When there is something to do next, as things are: a pong may bring it forward. May be read without the session's lock: what comes of it is looked at once more under the lock.</summary>
    public readonly long Due => Volatile.Read(in _pongUntil) is > 0 and var until ? until : Volatile.Read(in _pingAt);

    /// <summary>When there is something to do next at the earliest, whatever the client sends until then.</summary>
    public readonly long NextLook(long now) => Math.Min(Due, now + interval);

    /// <summary>What is to be done now.</summary>
    public EngineIOHeartbeatAction Tick(long now)
    {
        if (_pongUntil > 0)
        {
            return now >= _pongUntil ? EngineIOHeartbeatAction.TimeOut : EngineIOHeartbeatAction.None;
        }

        if (now < _pingAt)
        {
            return EngineIOHeartbeatAction.None;
        }

        // From when it was due: a client that asks just after the time is up must find it up, whenever the clock beats.
        _pongUntil = _pingAt + timeout;
        _isExtended = false;
        return EngineIOHeartbeatAction.Ping;
    }

    /// <summary>A pong, asked for or not: the next ping is due an interval from now.</summary>
    public void OnPong(long now)
    {
        _pongUntil = 0;
        _pingAt = now + interval;
    }

    /// <summary>Another packet while a pong is due shows that the client lives: it gets the time once more, once per ping.</summary>
    public void OnPacket(long now)
    {
        if (_pongUntil > 0 && !_isExtended)
        {
            _isExtended = true;
            _pongUntil = now + timeout;
        }
    }

    /// <summary>The time starts anew, without an end to how often: reading has paused, or the ping may have been left behind by an upgrade.</summary>
    public void Restart(long now)
    {
        if (_pongUntil > 0)
        {
            _pongUntil = now + timeout;
        }
    }
}
