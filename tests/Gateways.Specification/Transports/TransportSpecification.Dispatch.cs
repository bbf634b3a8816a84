using System.Globalization;
using System.Text.Json.Nodes;

namespace Gateways.Specification.Transports;

public abstract partial class TransportSpecification
{
    [Theory]
    [InlineData("value", "\"pong\"")]
    [InlineData("number", "0")]
    [InlineData("false", "false")]
    [InlineData("emptyText", "\"\"")]
    [InlineData("array", "[1,2]")]
    [InlineData("task", """{"name":"Ann","age":2}""", """{"name":"Ann","age":1}""")]
    [InlineData("valueTask", "\"a!\"", "\"a\"")]
    [InlineData("nothing", null)]
    [InlineData("taskOfNothing", null)]
    [InlineData("null", null)]
    [InlineData("property", "\"Ann 7\"", """{"name":"Ann"}""")]
    [InlineData("property", "\"Ann 9\"", """{"age":9,"name":"Ann"}""")]
    [InlineData("arguments", "\"a 5\"", "\"a\"")]
    [InlineData("arguments", "\"a 6\"", "\"a\"", "6")]
    [InlineData("optional", "\"none\"")]
    [InlineData("optional", "\"none\"", "null")]
    [InlineData("optional", "\"äö€😀\"", "\"äö€😀\"")]
    [InlineData("all", "\"x True True True\"", "\"x\"")]
    [InlineData("scoped", "true")]
    public async Task Call_HandlerOfEachForm_IsBoundAndAnswered(string eventName, string? expected, params string[] arguments)
    {
        var peer = await ConnectAsync("/forms");

        var ack = await peer.Client.CallAsync(eventName, arguments);

        Assert.Null(ack.Error);
        if (expected is null)
        {
            Assert.Null(ack.Value);
        }
        else
        {
            AssertJson(expected, ack.Value);
        }
    }

    [Theory]
    [InlineData("event", """{"name":"Ann","age":1}""")]
    [InlineData("eventTask", "5", "5")]
    public async Task Call_HandlerAnswersWithAnEvent_EventComesAndThenAnEmptyAck(string eventName, string expected, params string[] arguments)
    {
        var peer = await ConnectAsync("/forms");

        var ack = await peer.Client.CallAsync(eventName, arguments);

        Assert.Equal((null, null), (ack.Value, ack.Error));
        AssertJson(expected, await peer.Client.HearAsync("reply"));
    }

    [Fact]
    public async Task Emit_HandlerAnswersWithAnEvent_OnlyTheEventComes()
    {
        var peer = await ConnectAsync("/forms");

        await peer.Client.EmitAsync("eventTask", "5");

        Assert.Equal("5", await peer.Client.HearAsync("reply"));
        Assert.False(peer.Client.HasEvents);
    }

    [Fact]
    public async Task Emit_HandlerHasValue_IsSentBareWhereTheProtocolCan()
    {
        var peer = await ConnectAsync();

        await peer.Client.EmitAsync("echo", "[1]");

        if (SendsBareValues)
        {
            Assert.Equal("[1]", await peer.Client.HearAsync(""));
        }

        await AssertHeardNothingAsync(peer);
    }

    [Fact]
    public async Task Call_ThreeArguments_EachFindsItsParameter()
    {
        var peer = await ConnectAsync();

        Assert.Equal("[2]", (await peer.Client.CallAsync("three", "1", "[2]", "{}")).Value);
    }

    [Fact]
    public async Task Call_UnknownEvent_FailsWhereAcksCan()
    {
        var peer = await ConnectAsync();

        await AssertUnknownAsync(peer, "no such event");
        await AssertHeardNothingAsync(peer);
    }

    [Theory]
    [InlineData("__proto__")]
    [InlineData("constructor")]
    [InlineData("toString")]
    [InlineData("disconnect")]
    [InlineData("Echo")]
    [InlineData("echo ")]
    [InlineData("echo\u0000")]
    public async Task Call_NameThatIsNoHandler_IsUnknown(string eventName)
    {
        var peer = await ConnectAsync();
        if (IsReservedName(eventName))
        {
            await peer.Client.EmitAsync(eventName, "1");
            await peer.Client.Closed;
            return;
        }

        await AssertUnknownAsync(peer, eventName);
    }

    [Fact]
    public async Task Emit_UnknownEvent_IsIgnored()
    {
        var peer = await ConnectAsync();

        await peer.Client.EmitAsync("no such event", "1");
        await peer.Client.EmitAsync(new string('x', 5000), "1");

        await AssertHeardNothingAsync(peer);
    }

    [Fact]
    public async Task Call_NamesThatDifferInCase_AreDifferentEvents()
    {
        var peer = await ConnectAsync();

        Assert.Equal("1", (await peer.Client.CallAsync("run", "1")).Value);
        Assert.Equal("\"another event\"", (await peer.Client.CallAsync("RUN", "1")).Value);
    }

    [Fact]
    public async Task Emit_FiveHundredInARow_AreHandledInOrder()
    {
        var peer = await ConnectAsync();
        Probe.Handler = async call =>
        {
            if (call.Body!.GetValue<int>() % 7 == 0)
            {
                await Task.Yield();
            }

            await call.Client.EmitAsync("heard", call.Body);
            return null;
        };

        for (var i = 0; i < 500; i++)
        {
            await peer.Client.EmitAsync("run", i.ToString(CultureInfo.InvariantCulture));
        }

        for (var i = 0; i < 500; i++)
        {
            Assert.Equal(i.ToString(CultureInfo.InvariantCulture), await peer.Client.HearAsync("heard"));
        }
    }

    [Fact]
    public async Task Emit_MoreThanMayWait_TransportStopsReadingAndLosesNothing()
    {
        await StartAsync(static options => options.MaxPendingMessages = 3);
        var peer = await ConnectAsync();
        var gate = new Signal();
        Probe.Handler = async call =>
        {
            await gate.Task;
            await call.Client.EmitAsync("heard", call.Body);
            return null;
        };

        for (var i = 0; i < 50; i++)
        {
            await peer.Client.EmitAsync("run", i.ToString(CultureInfo.InvariantCulture));
        }

        gate.Set();
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(i.ToString(CultureInfo.InvariantCulture), await peer.Client.HearAsync("heard"));
        }
    }

    [Theory]
    [InlineData("/concurrent", "run", 2)]
    [InlineData("/spec", "aside", 3)]
    [InlineData("/spec", "run", 1)]
    public async Task Emit_MaxConcurrency_AsManyRunAtOnceAndNoMore(string path, string eventName, int limit)
    {
        var peer = await ConnectAsync(path);
        var (running, highest) = (0, 0);
        var (full, gate) = (new Signal(), new Signal());
        Probe.Handler = async _ =>
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref highest, now);
            if (now == limit)
            {
                full.Set();
            }

            await gate.Task;
            Interlocked.Decrement(ref running);
            return null;
        };

        var calls = Enumerable.Range(0, 8).Select(_ => peer.Client.CallAsync(eventName, "1")).ToArray();
        await full.WaitAsync();
        gate.Set();
        await Task.WhenAll(calls);

        Assert.Equal(limit, highest);
    }

    [Fact]
    public async Task Call_HandlerWithItsOwnConcurrency_NeitherWaitsForOthersNorHoldsThemUp()
    {
        var peer = await ConnectAsync();
        var gate = new Signal();
        Probe.Handler = async call =>
        {
            await gate.Task;
            return call.Body?.DeepClone();
        };

        var aside = peer.Client.CallAsync("aside", "1");
        Assert.Equal("2", (await peer.Client.CallAsync("echo", "2")).Value);
        var run = peer.Client.CallAsync("run", "3");
        Assert.False(aside.IsCompleted);
        gate.Set();

        Assert.Equal("1", (await aside).Value);
        Assert.Equal("3", (await run).Value);
    }

    [Fact]
    public async Task Call_LargeValue_ComesBackWhole()
    {
        var peer = await ConnectAsync();
        var text = JsonValue.Create(new string('x', 300_000)).ToJsonString();

        Assert.Equal(text, (await peer.Client.CallAsync("echo", text)).Value);
    }

    private static void InterlockedMax(ref int highest, int value)
    {
        for (var seen = Volatile.Read(ref highest); value > seen; seen = Volatile.Read(ref highest))
        {
            Interlocked.CompareExchange(ref highest, value, seen);
        }
    }
}
