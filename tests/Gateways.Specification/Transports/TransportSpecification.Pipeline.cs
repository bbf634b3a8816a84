using System.Text.Json.Nodes;
using Gateways.Specification.Clients;
using Gateways.Specification.Gateways;
using Gateways.Specification.Gateways.Stages;

namespace Gateways.Specification.Transports;

public abstract partial class TransportSpecification
{
    private static readonly string[] InOrder =
    [
        "guard Global", "guard Class", "guard First", "guard Second",
        "before Global", "before Class", "before First", "before Second",
        "pipe Global a", "pipe Class a", "pipe First a", "pipe Second a", "pipe Parameter a",
        "pipe Global b", "pipe Class b", "pipe First b", "pipe Second b", "pipe Parameter b",
        "handler",
        "after Second", "after First", "after Class", "after Global",
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pipeline_AllStages_RunInTheOrderOfTheReference(bool isAsync)
    {
        var peer = await ConnectToPipelineAsync();
        if (isAsync)
        {
            Probe.Reaching = static async (_, _) => await Task.Yield();
        }

        Assert.Equal("1", (await peer.Client.CallAsync("run", """{"a":1,"b":2}""")).Value);

        Assert.Equal(InOrder, TakeNotes());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pipeline_HandlerThrows_FiltersAreAskedFromTheInnermostOut(bool isAsync)
    {
        var peer = await ConnectToPipelineAsync();
        Probe.Handler = static _ => throw new ApplicationException("secret");
        if (isAsync)
        {
            Probe.Catching = static async (_, _, _) =>
            {
                await Task.Yield();
                return FilterResult.Next;
            };
        }

        AssertFailed(await peer.Client.CallAsync("run", """{"a":1,"b":2}"""), "Internal server error", InternalError);

        AssertJson(InternalError, await peer.Client.HearAsync("exception"));
        Assert.Equal(
            [.. InOrder[..19], "filter Second", "filter First", "filter LastOfClass", "filter Class", "filter Global"],
            TakeNotes());
        Assert.Single(Host.Log.Lines, static line => line is { EventId: 4001, Error: ApplicationException });
    }

    [Fact]
    public async Task Pipeline_StagesThatWait_EachMessageKeepsItsOwnBodyAndResult()
    {
        await StartAsync(static options => options.Guards.Add<NoteGuard<Place.Global>>().Add<NoteGuard<Place.Global>>());
        var peer = await ConnectAsync("/pipeline");
        Probe.Reaching = static async (_, context) =>
        {
            var before = context.GetBody().GetProperty("n").GetInt32();
            await Task.Yield();
            var after = context.GetBody().GetProperty("n").GetInt32();
            context.Items.TryAdd("n", before);
            if (before != after || !before.Equals(context.Items["n"]))
            {
                throw new InvalidOperationException($"{before} has become {after}.");
            }
        };

        await Task.WhenAll(Enumerable.Range(0, 400).Select(async i =>
        {
            var body = $$"""{"n":{{i}},"text":"{{new string((char)('a' + (i % 26)), i * 7 % 3000)}}"}""";
            Assert.Equal(body, (await peer.Client.CallAsync("busy", body)).Value);
        })).Soon();
    }

    [Fact]
    public async Task Pipeline_BodyIsReadOnAnotherThread_WhatArrivesMeanwhileDoesNotShow()
    {
        using var gate = new ReadGate();
        await StartAsync(options => options.UseMessage(async (context, next) =>
        {
            var rest = next();
            if (context.EventName == "gated")
            {
                // The guard goes on elsewhere, and the body is being read there before this thread lets go of the message.
                gate.LetRead();
            }

            await rest;
        }));
        Probe.Guarding = async (_, context) =>
        {
            if (context.EventName == "gated")
            {
                await gate.MayRead;
            }

            return true;
        };
        var peer = await ConnectAsync("/pipeline");
        var text = new string('a', 3000);

        var call = peer.Client.CallAsync("gated", $$"""{"gate":"{{gate.Name}}","text":"{{text}}"}""");
        await gate.IsReading;
        for (var i = 0; i < 100; i++)
        {
            await peer.Client.EmitAsync("busy", $$"""{"b":"{{new string('b', 3000)}}"}""");
        }

        gate.Open();

        Assert.Equal($"\"{text}\"", (await call).Value);
    }

    [Fact]
    public async Task Interceptor_ThatAnswersItself_SkipsTheRest()
    {
        var peer = await ConnectToPipelineAsync();
        Probe.Intercepting = static (place, _, next) => place == "First" ? new("instead") : next.HandleAsync();

        Assert.Equal("\"instead\"", (await peer.Client.CallAsync("run", """{"a":1,"b":2}""")).Value);

        Assert.Equal([.. InOrder[..7], "after First", "after Class", "after Global"], TakeNotes());
    }

    [Fact]
    public async Task Interceptor_ChangesTheResult_ClientGetsWhatItMadeOfIt()
    {
        var peer = await ConnectToPipelineAsync();
        Probe.Intercepting = static async (place, _, next) => place == "Class" ? new Person($"{await next.HandleAsync()}", 5) : await next.HandleAsync();

        AssertJson("""{"name":"1","age":5}""", (await peer.Client.CallAsync("run", """{"a":1,"b":2}""")).Value);
    }

    [Fact]
    public async Task Interceptor_MakesAnEventOfTheResult_EventComesAndTheAckIsEmpty()
    {
        var peer = await ConnectToPipelineAsync();
        Probe.Intercepting = static async (place, _, next) =>
        {
            var result = await next.HandleAsync();
            return place == "Global" ? new WsResponse<object?>("reply", result) : result;
        };

        Assert.Equal(new Ack(null, null), await peer.Client.CallAsync("run", """{"a":[1],"b":2}"""));

        Assert.Equal("[1]", await peer.Client.HearAsync("reply"));
    }

    [Fact]
    public async Task Interceptor_MakesNothingOfTheResult_AckIsEmpty()
    {
        var peer = await ConnectToPipelineAsync();
        Probe.Intercepting = static async (place, _, next) =>
        {
            var result = await next.HandleAsync();
            return place == "Global" ? null : result;
        };

        Assert.Equal(new Ack(null, null), await peer.Client.CallAsync("run", """{"a":1,"b":2}"""));
        await peer.Client.EmitAsync("run", """{"a":1,"b":2}""");
        Assert.Equal(new Ack(null, null), await peer.Client.CallAsync("plain", "2"));
        Assert.False(peer.Client.HasEvents);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Interceptor_CatchesAnError_NobodyElseSeesIt(bool isAsync)
    {
        var peer = await ConnectToPipelineAsync();
        Probe.Handler = async _ =>
        {
            if (isAsync)
            {
                await Task.Yield();
            }

            throw new ApplicationException("secret");
        };
        Probe.Intercepting = static async (place, _, next) =>
        {
            try
            {
                return await next.HandleAsync();
            }
            catch (ApplicationException) when (place == "First")
            {
                return "saved";
            }
        };

        Assert.Equal("\"saved\"", (await peer.Client.CallAsync("run", """{"a":1,"b":2}""")).Value);

        Assert.DoesNotContain(Host.Log.Lines, static line => line.EventId == 4001);
        Assert.DoesNotContain(Probe.Notes, static note => note.StartsWith("filter", StringComparison.Ordinal));
        Assert.False(peer.Client.HasEvents);
    }

    [Fact]
    public async Task Interceptor_TriesAgain_HandlerRunsTwiceAndTheLastResultCounts()
    {
        var peer = await ConnectToPipelineAsync();
        var calls = 0;
        Probe.Handler = async call =>
        {
            await Task.Yield();
            return ++calls == 1 ? throw new ApplicationException("once") : JsonValue.Create($"call {calls} of {call.Body}");
        };
        Probe.Intercepting = static async (place, _, next) =>
        {
            try
            {
                return await next.HandleAsync();
            }
            catch (ApplicationException) when (place == "Second")
            {
                return await next.HandleAsync();
            }
        };

        Assert.Equal("\"call 2 of 7\"", (await peer.Client.CallAsync("run", """{"a":7,"b":2}""")).Value);
    }

    [Theory]
    [InlineData("Global", false)]
    [InlineData("Second", true)]
    public async Task Interceptor_Throws_IsToldAndLoggedOnceAndTheConnectionLives(string place, bool isAsync)
    {
        var peer = await ConnectToPipelineAsync();
        Probe.Intercepting = async (where, _, next) =>
        {
            if (isAsync)
            {
                await Task.Yield();
            }

            return where == place ? throw new ApplicationException("secret") : await next.HandleAsync();
        };

        AssertFailed(await peer.Client.CallAsync("run", """{"a":1,"b":2}"""), "Internal server error", InternalError);

        AssertJson(InternalError, await peer.Client.HearAsync("exception"));
        Assert.Single(Host.Log.Lines, static line => line.EventId == 4001);
        Probe.Intercepting = static (_, _, next) => next.HandleAsync();
        Assert.Equal("1", (await peer.Client.CallAsync("run", """{"a":1,"b":2}""")).Value);
    }

    [Fact]
    public async Task Interceptor_DoesNotWaitForTheHandler_ItNeverSeesAnotherMessage()
    {
        var (slow, quick) = (await ConnectToPipelineAsync(), await ConnectAsync("/pipeline"));
        var (waits, gate, seen) = (new Signal(), new Signal(), new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));
        Probe.Reaching = async (name, context) =>
        {
            if (name == "pipe Parameter b" && context.Client == slow.Server)
            {
                waits.Set();
                await gate.Task;
            }
        };
        Probe.Handler = call =>
        {
            if (call.Client != quick.Server)
            {
                seen.TrySetResult($"{call.Client?.Id} {call.Body}");
            }

            return Task.FromResult(call.Body);
        };
        Probe.Intercepting = async (place, context, next) =>
        {
            if (place == "First" && context.Client == slow.Server)
            {
                _ = next.HandleAsync();
                await waits.WaitAsync();
                return "too slow";
            }

            return await next.HandleAsync();
        };

        Assert.Equal("\"too slow\"", (await slow.Client.CallAsync("run", """{"a":1,"b":2}""")).Value);
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal($"{i}", (await quick.Client.CallAsync("run", $$"""{"a":{{i}},"b":2}""")).Value);
        }

        gate.Set();
        Assert.Equal($"{slow.Id} 1", await seen.Task.Soon());
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal($"{i}", (await quick.Client.CallAsync("run", $$"""{"a":{{i}},"b":2}""")).Value);
        }
    }

    [Fact]
    public async Task Pipeline_GlobalStages_AreThereForHandlersWithNothingOfTheirOwn()
    {
        await StartAsync(WithGlobalStages);
        var peer = await ConnectAsync();

        Assert.Equal("[1]", (await peer.Client.CallAsync("echo", "[1]")).Value);

        Assert.Equal(["guard Global", "before Global", "pipe Global body", "after Global"], TakeNotes());
    }

    private static void WithGlobalStages(GatewayOptions options)
    {
        options.Guards.Add<NoteGuard<Place.Global>>();
        options.Interceptors.Add<NoteInterceptor<Place.Global>>();
        options.Pipes.Add<NotePipe<Place.Global>>();
        options.Filters.Add<NoteFilter<Place.Global>>();
    }

    private async Task<Peer> ConnectToPipelineAsync()
    {
        await StartAsync(WithGlobalStages);
        return await ConnectAsync("/pipeline");
    }
}
