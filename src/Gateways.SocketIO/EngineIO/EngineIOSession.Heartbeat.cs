using Gateways.Timing;
using Microsoft.Extensions.Logging;

namespace Gateways.SocketIO.EngineIO;

/// <content>What time does to a session: pings, and ends for want of a pong.</content>
internal abstract partial class EngineIOSession
{
    private EngineIOHeartbeat _heartbeat;
    private TimerPlace<EngineIOSession> _place;

    ref TimerPlace<EngineIOSession> ITimed<EngineIOSession>.Place => ref _place;

    /// <summary>Whether somebody has to look with every beat.</summary>
    private bool IsRestless => IsPaused || Volatile.Read(ref _messageStarted) != 0 || IsWaiting;

    /// <summary>The next beat, while something is waited for; else when the heartbeat has something to do.</summary>
    long? ITimed<EngineIOSession>.NextTime(long now) => Volatile.Read(ref _isReleased) != 0 ? null : IsRestless ? now + 1 : _heartbeat.NextLook(now);

    /// <summary>The time has come; what goes wrong here must not keep it from the others.</summary>
    void ITimed<EngineIOSession>.OnTime(long now)
    {
        try
        {
            Beat(now);
        }
        catch (Exception error)
        {
            Log.BeatFailed(Logger, Id, error);
        }
    }

    /// <summary>Whether the protocol above waits for something and wants to hear the beats; without it they come only with those of the heartbeat. Who begins to wait calls <see cref="Schedule"/>.</summary>
    protected virtual bool IsWaiting => false;

    /// <summary>The clock has beaten, and the session lives.</summary>
    protected virtual void OnBeat(long now)
    {
    }

    /// <summary>Something is waited for from now on.</summary>
    protected void Schedule() => Server.Schedule(this);

    private void Beat(long now)
    {
        if ((now < _heartbeat.Due && !IsRestless) || IsClosing)
        {
            return;
        }

        EngineIOHeartbeatAction action;
        lock (_gate)
        {
            if (IsPaused)
            {
                _heartbeat.Restart(now);
            }

            action = _heartbeat.Tick(now);
        }

        if (IsMessageLate(now))
        {
            OnSocketBroken(CloseReason.PolicyViolation);
            return;
        }

        switch (action)
        {
            case EngineIOHeartbeatAction.Ping:
                Enqueue(EngineIOFrames.Ping);
                break;
            case EngineIOHeartbeatAction.TimeOut:
                Depart(EngineIODeparture.PingTimeout);
                return;
        }

        OnBeat(now);
    }

    private void Revive(bool isPong)
    {
        if (!isPong && !_heartbeat.IsPongDue)
        {
            // Most messages: nobody asks whether the client lives.
            return;
        }

        lock (_gate)
        {
            if (isPong)
            {
                _heartbeat.OnPong(Server.Clock.Now);
            }
            else
            {
                _heartbeat.OnPacket(Server.Clock.Now);
            }
        }
    }

    private async Task PauseAsync(ValueTask room)
    {
        var pause = WaitForRoomAsync(room);
        Schedule();
        await pause.ConfigureAwait(false);
        lock (_gate)
        {
            _heartbeat.Restart(Server.Clock.Now);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1302, LogLevel.Error, "Session {SessionId}: the periodic check failed.")]
        public static partial void BeatFailed(ILogger logger, string sessionId, Exception error);

        [LoggerMessage(1305, LogLevel.Error, "Session {SessionId}: what the application does at the end of a session failed.")]
        public static partial void EndFailed(ILogger logger, string sessionId, Exception error);

        [LoggerMessage(1303, LogLevel.Error, "Session {SessionId}: a message could not be handled; the session ends.")]
        public static partial void MessageFailed(ILogger logger, string sessionId, Exception error);
    }
}
