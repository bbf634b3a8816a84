using System.Text.Json.Nodes;
using Gateways.Specification.Clients;
using Gateways.Specification.Gateways;

namespace Gateways.Specification.Transports;

public abstract partial class TransportSpecification
{
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
}
