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
        connection.WaitUntilWatched();

        Beat(heartbeat, 5);
        Assert.Null(connection.CloseReason);
        Beat(heartbeat, 1);

        Assert.Equal(CloseReason.SlowClient, connection.CloseReason);
        fixture.Time.Advance(TimeSpan.FromSeconds(10));
        await connection.Aborted.Soon();
    }

    [Fact]
    public async Task Heartbeat_NothingToLookAt_LeavesTheConnectionAlone()
    {
        await using var fixture = new EngineFixture();
        var gate = new Signal();
        var connection = new FakeConnection(fixture.Engine) { Gate = () => new ValueTask(gate.Task) };
        Assert.True(fixture.Engine.TryAdd(connection));
        Assert.False(connection.IsOnTheWheel());

        connection.BeginBatch();
        connection.Reply("a"u8);
        Assert.True(connection.IsOnTheWheel());
        connection.EndBatch();
        await connection.NextWriteAsync().Soon();
        Beat(fixture.Engine.Heartbeat, 3);
        Assert.True(connection.IsOnTheWheel());
        Assert.Equal(fixture.Engine.Now, connection.LastTick);

        gate.Set();
        Assert.True(SpinWait.SpinUntil(() => connection.OutboundBytes == 0, TimeSpan.FromSeconds(30)));
        Beat(fixture.Engine.Heartbeat, 1);
        Assert.False(connection.IsOnTheWheel());
        var last = connection.LastTick;
        Beat(fixture.Engine.Heartbeat, 100);
        Assert.Equal(last, connection.LastTick);
    }

    [Fact]
    public async Task Heartbeat_WhatTheTransportWaitsFor_IsLookedAtThenAndNoMoreAtTheEnd()
    {
        await using var fixture = new EngineFixture();
        var connection = new FakeConnection(fixture.Engine) { TickInterval = 3 };
        Assert.True(fixture.Engine.TryAdd(connection));

        Beat(fixture.Engine.Heartbeat, 2);
        Assert.Equal(0, connection.LastTick);
        Beat(fixture.Engine.Heartbeat, 1);
        Assert.Equal(4, connection.LastTick);
        Beat(fixture.Engine.Heartbeat, 3);
        Assert.Equal(7, connection.LastTick);

        fixture.Engine.Remove(connection);
        connection.BeginBatch();
        Beat(fixture.Engine.Heartbeat, 200);
        Assert.Equal(7, connection.LastTick);
        Assert.False(connection.IsOnTheWheel());
    }

    [Fact]
    public async Task Heartbeat_ATickThatThrows_LeavesTheOthersTheirs()
    {
        await using var fixture = new EngineFixture();
        FakeConnection[] connections = [.. Enumerable.Range(0, 3).Select(_ => new FakeConnection(fixture.Engine) { TickInterval = 1 })];
        Assert.All(connections, connection => Assert.True(fixture.Engine.TryAdd(connection)));
        connections[1].TickFails = true;

        Beat(fixture.Engine.Heartbeat, 2);

        Assert.All(connections, connection => Assert.Equal(connection == connections[1] ? 0 : 3, connection.LastTick));
        connections[1].TickFails = false;
        Beat(fixture.Engine.Heartbeat, 1);
        Assert.Equal(4, connections[1].LastTick);
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
