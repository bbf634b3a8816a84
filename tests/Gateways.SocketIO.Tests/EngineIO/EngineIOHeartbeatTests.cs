using Gateways.SocketIO.EngineIO;

namespace Gateways.SocketIO.Tests.EngineIO;

public sealed class EngineIOHeartbeatTests
{
    private EngineIOHeartbeat _heartbeat = new(interval: 300, timeout: 200, now: 0);

    [Fact]
    public void Tick_NobodyAnswers_PingsOnceAndTimesOut()
    {
        Assert.Equal(EngineIOHeartbeatAction.None, _heartbeat.Tick(299));
        Assert.Equal(EngineIOHeartbeatAction.Ping, _heartbeat.Tick(310));
        Assert.Equal(EngineIOHeartbeatAction.None, _heartbeat.Tick(499));
        Assert.Equal(EngineIOHeartbeatAction.TimeOut, _heartbeat.Tick(500));
    }

    [Fact]
    public void OnPong_NextPingIsDueAnIntervalLater()
    {
        _heartbeat.Tick(300);
        _heartbeat.OnPong(350);

        Assert.Equal(EngineIOHeartbeatAction.None, _heartbeat.Tick(649));
        Assert.Equal(EngineIOHeartbeatAction.Ping, _heartbeat.Tick(650));
    }

    [Fact]
    public void OnPacket_WhileAPongIsDue_GivesTheTimeOnceMore()
    {
        _heartbeat.Tick(300);
        _heartbeat.OnPacket(490);
        Assert.Equal(EngineIOHeartbeatAction.None, _heartbeat.Tick(689));
        _heartbeat.OnPacket(689);

        Assert.Equal(EngineIOHeartbeatAction.TimeOut, _heartbeat.Tick(690));
    }

    [Fact]
    public void OnPong_Unasked_OnlyMovesThePing()
    {
        _heartbeat.OnPong(100);

        Assert.Equal(EngineIOHeartbeatAction.None, _heartbeat.Tick(399));
        Assert.Equal(EngineIOHeartbeatAction.Ping, _heartbeat.Tick(400));
    }

    [Fact]
    public void Restart_PongDue_TimeStartsAnew()
    {
        _heartbeat.Tick(300);
        _heartbeat.Restart(480);

        Assert.Equal(EngineIOHeartbeatAction.None, _heartbeat.Tick(679));
        Assert.Equal(EngineIOHeartbeatAction.TimeOut, _heartbeat.Tick(680));
    }
}
