using Microsoft.Extensions.Logging;

namespace Gateways.SocketIO.EngineIO;

/// <content>What time does to a session: pings, and ends for want of a pong.</content>
internal abstract partial class EngineIOSession
{
    private EngineIOHeartbeat _heartbeat;

    /// <summary>The clock has beaten; what goes wrong here must not keep it from the others.</summary>
    public void TryBeat(long now)
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

    /// <summary>Whether the protocol above waits for something and wants to hear the beats; without it they come only with those of the heartbeat.</summary>
    protected virtual bool IsWaiting => false;

    /// <summary>The clock has beaten, and the session lives.</summary>
    protected virtual void OnBeat(long now)
    {
    }

    private void Beat(long now)
    {
        // Most beats find most sessions waiting: ten thousand locks a second would be for nothing.
        if ((now < _heartbeat.Due && !IsPaused && Volatile.Read(ref _messageStarted) == 0 && !IsWaiting) || IsClosing)
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
        await WaitForRoomAsync(room).ConfigureAwait(false);
        lock (_gate)
        {
            _heartbeat.Restart(Server.Clock.Now);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1302, LogLevel.Error, "Session {SessionId}: the periodic check failed.")]
        public static partial void BeatFailed(ILogger logger, string sessionId, Exception error);
    }
}
