namespace Gateways.SocketIO.EngineIO;

/// <summary>What the heartbeat asks for.</summary>
internal enum EngineIOHeartbeatAction
{
    None,
    Ping,
    TimeOut,
}
