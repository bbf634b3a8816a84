using System.Globalization;
using System.Text.Json.Nodes;
using Gateways.Specification;
using Gateways.Tests.Hosting;

namespace Gateways.Tests.Dispatch;

[Collection(Alone.Name)]
public sealed class GatewayClientTests : IAsyncLifetime
{
    private const int MaxPendingAcks = 3;

    private EngineHost? _host;

    private EngineHost Host => _host!;

    public async Task InitializeAsync() => _host = await EngineHost.StartAsync(static options => (options.MaxPendingMessages, options.MaxPendingAcks, options.NestCompat.IncludeCause) = (4, MaxPendingAcks, false));

    public async Task DisposeAsync() => await Host.DisposeAsync();

    [Fact]
    public async Task Connect_CannotEvenBeToldThatItIsRefused_IsCutAndCanEnd()
    {
        var gate = new Signal();
        Host.Probe.Connecting = async (_, _) =>
        {
            await gate.WaitAsync();
            throw new WsException("no");
        };
        var (connection, session) = Host.Connect();
        connection.RefusalFailure = new ApplicationException("broken");

        gate.Set();

        await connection.Aborted.WaitAsync();
        await session.EndAsync(CloseReason.ConnectionLost).Soon();
        Assert.Single(Host.Log.Lines, static line => line is { EventId: 4009, Error: ApplicationException });
    }

    [Fact]
    public async Task Receive_AckWanted_AnswersWithTheValue()
    {
        var (connection, session) = Host.Connect();

        await session.SayAsync("echo", "[1]", "7");

        Assert.Equal("ack 7 [1]\n", (await connection.NextAsync()).Text);
    }

    [Fact]
    public void Receive_SeveralInOneRead_AnswersInOneWrite()
    {
        var (connection, session) = Host.Connect();

        connection.BeginBatch();
        foreach (var id in new[] { "1", "2", "3" })
        {
            Assert.True(session.SayAsync("echo", id, id).IsCompletedSuccessfully);
        }

        connection.EndBatch();

        Assert.Equal("ack 1 1\nack 2 2\nack 3 3\n", connection.Next()!.Text);
        Assert.Null(connection.Next());
    }

    /// <summary>A reply as an event was once framed in a third buffer, where a thread keeps two: more than a kilobyte a message.</summary>
    [Fact]
    public void Receive_AnsweredWithAnEvent_AllocatesAboutAsMuchAsAnAck()
    {
        var (connection, session) = Host.Connect();
        Measure("echoed", "");
        Measure("echo", "1");

        Assert.InRange(Measure("echoed", "") - Measure("echo", "1"), -200_000, 200_000);

        long Measure(string eventName, string ackId)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1000; i++)
            {
                connection.BeginBatch();
                Assert.True(session.SayAsync(eventName, "1", ackId).IsCompletedSuccessfully);
                connection.EndBatch();
                Assert.NotNull(connection.Next());
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public async Task Receive_UnknownEvent_AnswersOnlyWhereAnAckIsWanted()
    {
        var (connection, session) = Host.Connect();

        await session.SayAsync("unknown", "1");
        await session.SayAsync("unknown", "1", "8");

        Assert.Equal("fail 8 {\"status\":\"error\",\"message\":\"Unknown event\"} Unknown event\n", (await connection.NextAsync()).Text);
    }

    [Fact]
    public async Task Receive_HandlerThrows_SendsExceptionAndFailsTheAckInOneWrite()
    {
        Host.Probe.Handler = static _ => throw new WsException("no");
        var (connection, session) = Host.Connect();

        await session.SayAsync("run", "1", "9");

        const string Payload = """{"status":"error","message":"no"}""";
        Assert.Equal($"event /spec \"exception\" 1:{Payload} #\nfail 9 {Payload} no\n", (await connection.NextAsync()).Text);
    }

    [Fact]
    public async Task Receive_BeforeTheHookHasEnded_WaitsForIt()
    {
        var hook = new TaskCompletionSource();
        Host.Probe.Connecting = (_, _) => new ValueTask(hook.Task);
        var (connection, session) = Host.Connect();

        await session.SayAsync("echo", "1", "1");
        await session.SayAsync("echo", "2", "2");
        Assert.Null(connection.Next());
        hook.SetResult();

        Assert.Equal("ack 1 1\nack 2 2\n", await connection.ReadAsync(16));
    }

    [Fact]
    public async Task Receive_HandlersAreBusy_AsksToStopReadingAndKeepsTheOrder()
    {
        var first = new TaskCompletionSource<JsonNode?>(TaskCreationOptions.RunContinuationsAsynchronously);
        Host.Probe.Handler = call => call.Body!.GetValue<int>() == 0 ? first.Task : Task.FromResult<JsonNode?>(call.Body);
        var (connection, session) = Host.Connect();

        var rooms = Enumerable.Range(0, 5).Select(i => session.SayAsync("run", i.ToString(CultureInfo.InvariantCulture), $"{i}").AsTask()).ToArray();
        Assert.Equal([true, true, true, true, false], rooms.Select(static room => room.IsCompleted));
        first.SetResult(JsonValue.Create(0));

        await Task.WhenAll(rooms).Soon();
        Assert.Equal("ack 0 0\nack 1 1\nack 2 2\nack 3 3\nack 4 4\n", await connection.ReadAsync(40));
    }

    [Fact]
    public async Task EmitWithAck_Answered_ReadsTheValue()
    {
        var (connection, session) = Host.Connect();

        var asking = session.Client.EmitWithAckAsync<int>("ask", "x").Soon();
        var id = IdOf((await connection.NextAsync()).Text);
        await session.AnswerAsync(id, "42");

        Assert.Equal(42, await asking);
    }

    [Fact]
    public async Task EmitWithAck_AnotherClientAnswers_IsNotTaken()
    {
        var (connection, session) = Host.Connect();
        var (_, stranger) = Host.Connect();
        var asking = session.Client.EmitWithAckAsync<int>("ask").Soon();
        var id = IdOf((await connection.NextAsync()).Text);

        await stranger.AnswerAsync(id, "13");
        Assert.False(asking.IsCompleted);
        await session.AnswerAsync(id, "42");

        Assert.Equal(42, await asking);
    }

    [Fact]
    public async Task EmitWithAck_ClientLeaves_Throws()
    {
        var (connection, session) = Host.Connect();
        var asking = session.Client.EmitWithAckAsync<int>("ask").Soon();
        await connection.NextAsync();

        await session.EndAsync(CloseReason.ConnectionLost).Soon();

        await Assert.ThrowsAsync<ClientDisconnectedException>(() => asking);
    }

    [Fact]
    public async Task EmitWithAck_ClientOwesTooManyAnswers_FailsAtOnceAndSaysSo()
    {
        var (connection, session) = Host.Connect();
        var asking = Enumerable.Range(0, MaxPendingAcks).Select(_ => session.Client.EmitWithAckAsync<int>("ask")).ToArray();

        var error = await Assert.ThrowsAsync<ClientAckException>(() => session.Client.EmitWithAckAsync<int>("ask").Soon());

        Assert.Contains("owes too many answers", error.Message, StringComparison.Ordinal);

        // Events may have left together: the first line is the first question.
        await session.AnswerAsync(IdOf((await connection.NextAsync()).Text.Split('\n')[0]), "42");
        Assert.Equal(42, await asking[0].Soon());
    }

    [Fact]
    public async Task End_SaidTwice_IsOverForBothWhenTheDisconnectHookHasEnded()
    {
        var (hooked, gate) = (new Signal(), new Signal());
        Host.Probe.Disconnecting = async (_, _) =>
        {
            hooked.Set();
            await gate.WaitAsync();
        };
        var (_, session) = Host.Connect();

        var (first, second) = (session.EndAsync(CloseReason.ClientDisconnect), session.EndAsync(CloseReason.ConnectionLost));

        await hooked.WaitAsync();
        Assert.False(second.IsCompleted);
        gate.Set();
        await Task.WhenAll(first, second).Soon();
        Assert.Equal(CloseReason.ClientDisconnect, (await Host.Probe.NextDepartureAsync()).Context.Reason);
        Assert.False(Host.Probe.HasDepartures);
    }

    [Fact]
    public async Task End_HandlerStillRuns_DisconnectHookComesAfterIt()
    {
        var running = new TaskCompletionSource<JsonNode?>(TaskCreationOptions.RunContinuationsAsynchronously);
        Host.Probe.Handler = _ => running.Task;
        var (_, session) = Host.Connect();
        await session.SayAsync("run");

        var ending = session.EndAsync(CloseReason.ClientDisconnect, 1000, "bye");
        Assert.False(Host.Probe.HasDepartures);
        Assert.True(session.Client.Aborted.IsCancellationRequested);
        running.SetResult(null);

        await ending.Soon();
        var departure = await Host.Probe.NextDepartureAsync();
        Assert.Same(session.Client, departure.Client);
        Assert.Equal((CloseReason.ClientDisconnect, 1000, "bye"), (departure.Context.Reason, departure.Context.Code, departure.Context.Description));
    }

    [Fact]
    public async Task End_TooMuchWaitsForTheHook_TheTransportReadsOn()
    {
        var hook = new TaskCompletionSource();
        Host.Probe.Connecting = (_, _) => new ValueTask(hook.Task);
        var (_, session) = Host.Connect();
        var rooms = Enumerable.Range(0, 4).Select(_ => session.SayAsync("echo", "1").AsTask()).ToArray();
        Assert.False(rooms[^1].IsCompleted);

        var ending = session.EndAsync(CloseReason.Refused);
        hook.SetException(new WsException("no"));

        await Task.WhenAll(rooms).Soon();
        await ending.Soon();
    }

    [Fact]
    public async Task End_TooMuchWaitsForAHandler_TheTransportReadsOnMeanwhile()
    {
        var running = new TaskCompletionSource<JsonNode?>(TaskCreationOptions.RunContinuationsAsynchronously);
        Host.Probe.Handler = _ => running.Task;
        var (_, session) = Host.Connect();
        var rooms = Enumerable.Range(0, 5).Select(_ => session.SayAsync("run").AsTask()).ToArray();
        Assert.False(rooms[^1].IsCompleted);

        var ending = session.EndAsync(CloseReason.ServerDisconnect);

        await Task.WhenAll(rooms).Soon();
        Assert.False(ending.IsCompleted);
        running.SetResult(null);
        await ending.Soon();
    }

    [Fact]
    public async Task End_MessageForAHandlerWithItsOwnConcurrencyComesBehind_IsNotTaken()
    {
        var (running, calls) = (new TaskCompletionSource<JsonNode?>(TaskCreationOptions.RunContinuationsAsynchronously), 0);
        Host.Probe.Handler = _ =>
        {
            calls++;
            return running.Task;
        };
        var (_, session) = Host.Connect();
        await session.SayAsync("run");

        var ending = session.EndAsync(CloseReason.ClientDisconnect);
        await session.SayAsync("aside");
        running.SetResult(null);

        await ending.Soon();
        await session.SayAsync("aside");
        Assert.Equal(1, calls);
    }

    private static string IdOf(string line) => line[(line.LastIndexOf('#') + 1)..].TrimEnd();
}
