using Gateways.Specification;
using Gateways.Tests.Hosting;

namespace Gateways.Tests.Diagnostics;

[Collection(Alone.Name)]
public sealed class GatewayMetricsTests : IAsyncLifetime
{
    private EngineHost? _host;
    private MeasurementRecorder? _recorder;

    private EngineHost Host => _host!;

    private MeasurementRecorder Recorded => _recorder!;

    public async Task InitializeAsync()
    {
        _host = await EngineHost.StartAsync(static options => options.MaxOutboundBytes = 1024);
        _recorder = new MeasurementRecorder(_host);
    }

    public async Task DisposeAsync()
    {
        Recorded.Dispose();
        await Host.DisposeAsync();
    }

    [Fact]
    public async Task Message_Handled_IsCountedAndTimed()
    {
        var (connection, session) = Host.Connect();

        await session.SayAsync("echo", "1", "1");
        await connection.NextAsync();

        Assert.Equal([new Measurement("gateways.messages.received", 1, "gateways.event=echo gateways.namespace=/spec gateways.transport=WebSocket")], Recorded["gateways.messages.received"]);
        var duration = Assert.Single(Recorded["gateways.handler.duration"]);
        Assert.Equal("gateways.event=echo gateways.namespace=/spec gateways.outcome=ok", duration.Tags);
        Assert.InRange(duration.Value, 0, Patience.Limit.TotalSeconds);
        Assert.Empty(Recorded["gateways.messages.dropped"]);
    }

    [Fact]
    public async Task Message_HandlerThrows_IsTimedAsError()
    {
        Host.Probe.Handler = static _ => throw new WsException("no");
        var (connection, session) = Host.Connect();

        await session.SayAsync("run");
        await connection.NextAsync();

        Assert.Equal("gateways.event=run gateways.namespace=/spec gateways.outcome=error", Assert.Single(Recorded["gateways.handler.duration"]).Tags);
    }

    [Fact]
    public async Task Message_AListenerFails_IsAnsweredOnceAndTheNextOnesRun()
    {
        var (connection, session) = Host.Connect();
        Recorded.Failure = new ApplicationException("no disk");

        await session.SayAsync("echo", "1", "1");
        await session.SayAsync("echo", "2", "2");

        Assert.Equal("ack 1 1\nack 2 2\n", await connection.ReadAsync(16));
        Assert.Contains(Host.Log.Lines, static line => line is { EventId: 4011, Error: ApplicationException });
    }

    [Fact]
    public async Task Message_OfNoUse_IsCountedWithoutItsName()
    {
        var (_, session) = Host.Connect();

        await session.SayAsync("made up");
        await session.AnswerAsync("5", "1");
        session.DropMalformed();

        Assert.Equal(["unknown-event", "unknown-ack", "malformed"], Recorded["gateways.messages.dropped"].Select(static dropped => dropped.Tags.Split('=', ' ')[1]));
        Assert.DoesNotContain(Recorded["gateways.messages.dropped"], static dropped => dropped.Tags.Contains("made up", StringComparison.Ordinal));
        Assert.Empty(Recorded["gateways.messages.received"]);
    }

    [Fact]
    public async Task Client_ComesAndGoes_IsCountedUpAndDown()
    {
        var (_, session) = Host.Connect();
        await session.EndAsync(CloseReason.ClientDisconnect).Soon();

        var connections = Recorded["gateways.connections"];
        Assert.Equal([1, -1], connections.Select(static change => change.Value));
        Assert.All(connections, static change => Assert.Equal("gateways.namespace=/spec gateways.transport=WebSocket", change.Tags));
    }

    [Fact]
    public async Task Client_WasRefused_IsNotCounted()
    {
        Host.Probe.Connecting = static (_, _) => throw new WsException("no");
        var (connection, session) = Host.Connect();
        await connection.Ended.WaitAsync();
        await session.EndAsync(CloseReason.ClientDisconnect).Soon();

        Assert.Equal(CloseReason.Refused with { Text = "no" }, connection.CloseReason);
        Assert.Empty(Recorded["gateways.connections"]);
    }

    [Fact]
    public async Task Emit_IsCountedOncePerReceiver()
    {
        var (connection, session) = Host.Connect();

        await session.Client.EmitAsync("news", 5);

        Assert.Equal("event /spec \"news\" 1:5 #\n", (await connection.NextAsync()).Text);
        Assert.Equal([new Measurement("gateways.messages.sent", 1, "gateways.event=news gateways.namespace=/spec gateways.transport=WebSocket")], Recorded["gateways.messages.sent"]);
    }

    [Fact]
    public async Task Volatile_WhileAnEarlierWriteRuns_IsCountedAsDroppedAndNotAsSent()
    {
        var (connection, session) = Host.Connect();
        connection.Hold();
        await session.Client.Volatile.EmitAsync("tick", 1);
        await connection.NextAsync();

        await session.Client.Volatile.EmitAsync("tick", 2);
        await session.Client.EmitAsync("news", 3);
        await session.Client.Volatile.EmitAsync("tick", 4);
        connection.Release();

        Assert.Equal("event /spec \"news\" 1:3 #\n", (await connection.NextAsync()).Text);
        Assert.Equal([1, 1], Recorded["gateways.messages.sent"].Select(static sent => sent.Value));
        Assert.Equal(["gateways.reason=not-writable gateways.transport=WebSocket", "gateways.reason=not-writable gateways.transport=WebSocket"], Recorded["gateways.messages.dropped"].Select(static dropped => dropped.Tags));
    }

    [Fact]
    public async Task SlowClient_IsCountedAndItsBytesAreSeen()
    {
        var (connection, _) = Host.Connect();
        connection.Hold();
        connection.SendShared(new string('a', 1000));
        await connection.NextAsync();
        Recorded.Observe();

        connection.SendShared(new string('b', 25));

        Assert.Equal([1000], Recorded["gateways.outbound.bytes"].Select(static bytes => bytes.Value));
        Assert.Equal([new Measurement("gateways.slow_clients", 1, "gateways.transport=WebSocket")], Recorded["gateways.slow_clients"]);
        Assert.Equal("gateways.reason=slow-client gateways.transport=WebSocket", Assert.Single(Recorded["gateways.messages.dropped"]).Tags);
    }
}
