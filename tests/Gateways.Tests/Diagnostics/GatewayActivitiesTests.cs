using System.Diagnostics;
using System.Text.Json.Nodes;
using Gateways.Tests.Hosting;

namespace Gateways.Tests.Diagnostics;

[Collection(Alone.Name)]
public sealed class GatewayActivitiesTests
{
    [Fact]
    public async Task Message_Handled_IsAnActivityOfTheClientsTrace()
    {
        using var recorder = new ActivityRecorder();
        await using var host = await EngineHost.StartAsync();
        Activity? inHandler = null;
        host.Probe.Handler = call =>
        {
            inHandler = Activity.Current;
            return Task.FromResult(call.Body);
        };
        var (connection, session) = host.Connect();

        await session.SayAsync("run", "1", "1", recorder.TraceParent);
        await connection.NextAsync();

        var activity = Assert.Single(recorder.Stopped);
        Assert.Same(inHandler, activity);
        Assert.Equal(("run receive", ActivityKind.Consumer, recorder.Parent), (activity.OperationName, activity.Kind, activity.ParentSpanId));
        Assert.Equal(ActivityStatusCode.Unset, activity.Status);
        Assert.Equal(
            ["messaging.destination.name=/spec", "messaging.operation.type=receive", "messaging.socket.io.event_name=run", "messaging.socket.io.namespace=/spec", "messaging.system=gateways"],
            activity.Tags.Select(static tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Message_HandlerThrows_IsAnErrorWithoutItsText()
    {
        using var recorder = new ActivityRecorder();
        await using var host = await EngineHost.StartAsync();
        host.Probe.Handler = static _ => Task.FromException<JsonNode?>(new InvalidOperationException("secret"));
        var (connection, session) = host.Connect();

        await session.SayAsync("run", traceParent: recorder.TraceParent);
        await connection.NextAsync();

        var activity = Assert.Single(recorder.Stopped);
        Assert.Equal((ActivityStatusCode.Error, nameof(InvalidOperationException)), (activity.Status, activity.StatusDescription));
    }

    [Fact]
    public async Task Message_Received_LeavesTheReadersActivityAlone()
    {
        using var recorder = new ActivityRecorder();
        await using var host = await EngineHost.StartAsync();
        var (connection, session) = host.Connect();
        using var reader = new Activity("reader").Start();

        var receiving = session.SayAsync("echo", "1", "1", recorder.TraceParent);

        Assert.Same(reader, Activity.Current);
        await receiving;
        await connection.NextAsync();
        Assert.Single(recorder.Stopped);
    }

    [Fact]
    public async Task Emit_InsideAHandler_IsAChildOfItsActivity()
    {
        using var recorder = new ActivityRecorder();
        await using var host = await EngineHost.StartAsync();
        host.Probe.Handler = static async call =>
        {
            await call.Client.Broadcast.EmitAsync("heard", 1);
            return null;
        };
        var (connection, session) = host.Connect();

        await session.SayAsync("run", "1", "1", recorder.TraceParent);
        await connection.NextAsync();

        var (emit, handler) = (recorder.Stopped.First(), recorder.Stopped.Last());
        Assert.Equal(("heard send", ActivityKind.Producer, handler.SpanId), (emit.OperationName, emit.Kind, emit.ParentSpanId));
    }
}
