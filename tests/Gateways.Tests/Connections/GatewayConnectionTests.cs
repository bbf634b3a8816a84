using System.Text;
using Gateways.Connections;
using Gateways.Protocol;
using Gateways.Specification;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Tests.Connections;

public sealed class GatewayConnectionTests
{
    [Fact]
    public async Task Close_SaysGoodbyeAfterWhatWaits_AndTheFirstReasonCounts()
    {
        await using var fixture = new EngineFixture();
        var connection = new FakeConnection(fixture.Engine);
        connection.Reply("a"u8);

        connection.Close(CloseReason.Refused);
        connection.Close(CloseReason.ServerShutdown);
        await connection.Closing.Soon();

        Assert.Equal(CloseReason.Refused, connection.CloseReason);
        var written = new StringBuilder();
        while (connection.HasWrites)
        {
            written.Append(Encoding.ASCII.GetString(await connection.NextWriteAsync()));
        }

        Assert.Equal("abye ", written.ToString());
    }

    [Fact]
    public async Task Reply_InABatch_LeavesAtItsEnd()
    {
        await using var fixture = new EngineFixture();
        var connection = new FakeConnection(fixture.Engine);

        connection.BeginBatch();
        connection.Reply("a"u8);
        connection.Reply("b"u8);
        Assert.False(connection.HasWrites);
        connection.EndBatch();

        Assert.Equal("ab"u8.ToArray(), await connection.NextWriteAsync().Soon());
    }

    [Fact]
    public async Task Send_ToAClientThatDoesNotRead_ClosesItAsSlow()
    {
        await using var fixture = new EngineFixture(static options => options.MaxOutboundBytes = 1024);
        var gate = new Signal();
        var connection = new FakeConnection(fixture.Engine) { Gate = () => new ValueTask(gate.Task) };
        connection.TrySend(new OutboundMessage("/", "first", new byte[1000], 1));
        await connection.NextWriteAsync().Soon();

        for (var i = 0; i < 3; i++)
        {
            connection.TrySend(new OutboundMessage("/", "more", new byte[600], 1));
        }

        Assert.Equal(CloseReason.SlowClient, connection.CloseReason);
        gate.Set();
        await connection.Closing.Soon();
        Assert.Equal("bye "u8.ToArray(), await connection.NextWriteAsync().Soon());
    }

    [Fact]
    public async Task Heartbeat_WriteTakesTooLong_ClosesAsSlowAndCutsTheLink()
    {
        await using var fixture = new EngineFixture(static options => options.SendTimeout = TimeSpan.FromSeconds(5));
        var heartbeat = fixture.Services.GetRequiredService<ConnectionHeartbeat>();
        var connection = new FakeConnection(fixture.Engine) { Gate = static () => new ValueTask(new Signal().Task) };
        connection.Reply("a"u8);
        await connection.NextWriteAsync().Soon();

        Beat(heartbeat, 4);
        connection.Tick(heartbeat.Now);
        Assert.Null(connection.CloseReason);
        Beat(heartbeat, 3);
        connection.Tick(heartbeat.Now);

        Assert.Equal(CloseReason.SlowClient, connection.CloseReason);
        fixture.Time.Advance(TimeSpan.FromSeconds(10));
        await connection.Aborted.Soon();
    }

    [Fact]
    public async Task Heartbeat_BeatComesLate_ClockDoesNotJump()
    {
        await using var fixture = new EngineFixture();
        var heartbeat = fixture.Services.GetRequiredService<ConnectionHeartbeat>();
        Assert.Equal(1, heartbeat.Now);

        fixture.Time.Advance(TimeSpan.FromSeconds(30));
        heartbeat.Beat();

        Assert.Equal(2, heartbeat.Now);
        Assert.Equal(2, fixture.Engine.Now);
    }

    private static void Beat(ConnectionHeartbeat heartbeat, int times)
    {
        for (var i = 0; i < times; i++)
        {
            heartbeat.Beat();
        }
    }
}
