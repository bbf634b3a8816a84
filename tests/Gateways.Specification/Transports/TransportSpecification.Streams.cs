using System.Globalization;
using Gateways.Specification.Clients;

namespace Gateways.Specification.Transports;

public abstract partial class TransportSpecification
{
    [Theory]
    [InlineData("numbers")]
    [InlineData("later")]
    [InlineData("wrapped")]
    public async Task Stream_OfValues_EachIsAnEventOfTheHandlersNameAndTheAckComesLast(string eventName)
    {
        var peer = await ConnectAsync("/streams");

        Assert.Equal(new Ack(null, null), await peer.Client.CallAsync(eventName, "100"));

        for (var i = 0; i < 100; i++)
        {
            Assert.Equal($"{i}", await peer.Client.HearAsync(eventName));
        }

        Assert.False(peer.Client.HasEvents);
    }

    [Fact]
    public async Task Stream_OfEvents_EachComesUnderItsOwnName()
    {
        var peer = await ConnectAsync("/streams");

        Assert.Equal(new Ack(null, null), await peer.Client.CallAsync("events", "4"));

        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(new ReceivedEvent(i % 2 == 0 ? "heard" : "reply", $"{i}"), await peer.Client.NextAsync());
        }
    }

    [Fact]
    public async Task Stream_Empty_IsAnEmptyAck()
    {
        var peer = await ConnectAsync("/streams");

        Assert.Equal(new Ack(null, null), await peer.Client.CallAsync("numbers", "0"));
        Assert.Equal(new Ack(null, null), await peer.Client.CallAsync("none"));
        Assert.False(peer.Client.HasEvents);
    }

    [Fact]
    public async Task Stream_OfAnObservable_IsSubscribedUntilItsEnd()
    {
        var peer = await ConnectAsync("/streams");
        var call = peer.Client.CallAsync("observable");
        await Probe.Observable.Subscribed;

        Probe.Observable.Observer.OnNext("a");
        Assert.Equal("\"a\"", await peer.Client.HearAsync("observable"));
        Probe.Observable.Observer.OnNext("b");
        Assert.Equal("\"b\"", await peer.Client.HearAsync("observable"));
        Assert.False(call.IsCompleted);
        Probe.Observable.Observer.OnCompleted();

        Assert.Equal(new Ack(null, null), await call);
        await Probe.Observable.Disposed;
    }

    [Fact]
    public async Task Stream_OfAnObservable_ClientLeaves_IsUnsubscribed()
    {
        var peer = await ConnectAsync("/streams");
        await peer.Client.EmitAsync("observable");
        await Probe.Observable.Subscribed;

        peer.Client.Abort();

        await Probe.Observable.Disposed;
        await Probe.NextDepartureAsync();
    }

    [Theory]
    [InlineData("ws", "enough", 0)]
    [InlineData("other", "Internal server error", 1)]
    public async Task Stream_FailsMidway_ItemsComeThenTheError(string what, string text, int logged)
    {
        var peer = await ConnectAsync("/streams");
        var payload = $$"""{"status":"error","message":"{{text}}"}""";

        AssertFailed(await peer.Client.CallAsync("failing", $"\"{what}\""), text, payload);

        Assert.Equal("1", await peer.Client.HearAsync("failing"));
        Assert.Equal("2", await peer.Client.HearAsync("failing"));
        AssertJson(payload, await peer.Client.HearAsync("exception"));
        Assert.Equal(logged, Host.Log.Lines.Count(static line => line.EventId == 4001));
        Assert.Equal("1", (await peer.Client.CallAsync("echo", "1")).Value);
    }

    [Fact]
    public async Task Stream_Fails_FiltersSeeTheErrorAndTheBody()
    {
        var peer = await ConnectAsync("/streams");
        Probe.Catching = static async (_, error, context) =>
        {
            await Task.Yield();
            return FilterResult.Error($"{error.Message} of {context.GetBody()}");
        };

        AssertFailed(await peer.Client.CallAsync("failing", "\"other\""), "secret of other", """{"status":"error","message":"secret of other"}""");

        Assert.DoesNotContain(Host.Log.Lines, static line => line.EventId == 4001);
        Probe.Catching = static (_, _, _) => throw new ApplicationException("filter");
        AssertFailed(await peer.Client.CallAsync("failing", "\"ws\""), "enough", """{"status":"error","message":"enough"}""");
        Assert.Single(Host.Log.Lines, static line => line.EventId == 5001);
    }

    [Fact]
    public async Task Stream_WithoutEnd_RunsBesideOtherMessagesAndEndsWithTheClient()
    {
        var peer = await ConnectAsync("/streams");
        await peer.Client.EmitAsync("endless");
        Assert.Equal("0", await peer.Client.HearAsync("endless"));

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal($"{i}", (await peer.Client.CallAsync("echo", $"{i}")).Value);
        }

        peer.Client.Abort();
        Assert.Equal("stream ends", await Probe.NextNoteAsync());
        await Probe.NextDepartureAsync();
        Assert.DoesNotContain(Host.Log.Lines, static line => line.EventId is 4001 or 4005);
    }

    [Fact]
    public async Task Stream_ThatNeverAwaits_DoesNotKeepTheClientFromBeingHeard()
    {
        var peer = await ConnectAsync("/streams");
        await peer.Client.EmitAsync("greedy", "20000");

        Assert.Equal("7", (await peer.Client.CallAsync("echo", "7")).Value);

        peer.Client.Abort();
        Assert.Equal("stream ends", await Probe.NextNoteAsync());
        await Probe.NextDepartureAsync();
    }

    [Fact]
    public async Task Stream_ClientDoesNotRead_NoItemIsMadeBeforeThereIsRoom()
    {
        await StartAsync(static options =>
        {
            options.MaxOutboundBytes = 64 * 1024;
            options.SendTimeout = TimeSpan.FromMinutes(2);
            options.KeepAliveInterval = TimeSpan.FromMinutes(2);
            options.ClientTimeout = TimeSpan.FromMinutes(5);
        });
        var stuck = await OpenStuckAsync("/streams");
        var server = await Probe.NextConnectedAsync();
        var other = await ConnectAsync("/streams");

        await EmitStuckAsync(stuck, "/streams", "greedy", "10000");
        for (var before = -1; before < Probe.Produced; )
        {
            before = Probe.Produced;
            for (var i = 0; i < 100; i++)
            {
                Assert.Equal("1", (await other.Client.CallAsync("echo", "1")).Value);
            }
        }

        // What the operating system's own buffers hold is some megabytes.
        Assert.InRange(Probe.Produced, 1, 3000);
        Assert.True(server.IsConnected);
        if (NoticesLossUnread)
        {
            await stuck.DisposeAsync();
        }
        else
        {
            await server.DisconnectAsync();
        }

        Assert.Equal("stream ends", await Probe.NextNoteAsync());
    }

    [Fact]
    public async Task Stream_OneTooMany_IsRefusedUntilAnotherEnds()
    {
        await StartAsync(static options => options.MaxStreamsPerClient = 1);
        var peer = await ConnectAsync("/streams");
        var first = peer.Client.CallAsync("observable");
        await Probe.Observable.Subscribed;

        AssertFailed(await peer.Client.CallAsync("numbers", "1"), "Too many streams", """{"status":"error","message":"Too many streams"}""");
        Assert.Equal("exception", (await peer.Client.NextAsync()).Name);
        Probe.Observable.Observer.OnCompleted();
        await first;

        // The client may have heard of the end before the server has forgotten the stream.
        using var patience = new CancellationTokenSource(Patience.Limit);
        while ((await peer.Client.CallAsync("numbers", "1")).Error is not null)
        {
            Assert.Equal("exception", (await peer.Client.NextAsync()).Name);
            patience.Token.ThrowIfCancellationRequested();
        }

        Assert.Equal("0", await peer.Client.HearAsync("numbers"));
    }

    [Fact]
    public async Task Stream_InterceptorWrapsIt_ClientHearsTheWrappedOne()
    {
        var peer = await ConnectAsync("/streams");
        Probe.Intercepting = static async (_, _, next) => TenTimesAsync((IAsyncEnumerable<int>)(await next.HandleAsync())!);

        Assert.Equal(new Ack(null, null), await peer.Client.CallAsync("wrapped", "3"));

        foreach (var expected in new[] { "0", "10", "20" })
        {
            Assert.Equal(expected, await peer.Client.HearAsync("wrapped"));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stream_InterceptorMakesSomethingElseOfIt_IsNoStream(bool throws)
    {
        await StartAsync(static options => options.MaxStreamsPerClient = 1);
        var peer = await ConnectAsync("/streams");
        Assert.Null((await peer.Client.CallAsync("numbers", "0")).Error);
        Probe.Intercepting = async (_, _, next) =>
        {
            await next.HandleAsync();
            return throws ? throw new WsException("no") : "a value";
        };

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(throws, (await peer.Client.CallAsync("wrapped", "3")).Error is not null);
        }

        Probe.Intercepting = static (_, _, next) => next.HandleAsync();
        await peer.Client.EmitAsync("endless");
        if (throws)
        {
            for (var i = 0; i < 3; i++)
            {
                await peer.Client.HearAsync("exception");
            }
        }

        Assert.Equal("0", await peer.Client.HearAsync("endless"));
        Assert.NotNull((await peer.Client.CallAsync("numbers", "1")).Error);
        peer.Client.Abort();
        await Probe.NextDepartureAsync();
        Assert.DoesNotContain(Host.Log.Lines, static line => line.EventId == 4005);
    }

    [Fact]
    public async Task Stream_WithAScope_ScopeEndsWithTheStream()
    {
        var peer = await ConnectAsync("/streams");

        Assert.Equal(new Ack(null, null), await peer.Client.CallAsync("scoped"));

        Assert.Equal("true", await peer.Client.HearAsync("scoped"));
        Assert.Equal("true", await peer.Client.HearAsync("scoped"));
        Assert.Equal("scope ends", await Probe.NextNoteAsync());
    }

    [Fact]
    public async Task Stream_ManyAtOnce_EachKeepsItsOwnOrder()
    {
        var peer = await ConnectAsync("/streams");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => peer.Client.CallAsync("numbers", "50"))).Soon();

        var heard = new List<int>();
        for (var i = 0; i < 1000; i++)
        {
            heard.Add(int.Parse(await peer.Client.HearAsync("numbers"), CultureInfo.InvariantCulture));
        }

        Assert.All(heard.GroupBy(static number => number), static group => Assert.Equal(20, group.Count()));
    }

    private static async IAsyncEnumerable<int> TenTimesAsync(IAsyncEnumerable<int> source)
    {
        await foreach (var item in source)
        {
            yield return item * 10;
        }
    }
}
