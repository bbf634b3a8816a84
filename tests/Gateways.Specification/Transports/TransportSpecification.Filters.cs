using Gateways.Specification.Gateways;

namespace Gateways.Specification.Transports;

public abstract partial class TransportSpecification
{
    [Theory]
    [InlineData("application", "caught ApplicationException")]
    [InlineData("timeout", "caught TimeoutException")]
    [InlineData("ws", "told WsException nope")]
    public async Task Filter_WithCatch_TakesWhatItCatches(string what, string text)
    {
        var peer = await ConnectAsync("/stages");
        var payload = $$"""{"status":"error","message":"{{text}}"}""";

        AssertFailed(await peer.Client.CallAsync("picky", $"\"{what}\""), text, payload);

        AssertJson(payload, await peer.Client.HearAsync("exception"));
        Assert.DoesNotContain(Host.Log.Lines, static line => line.EventId == 4001);
    }

    [Fact]
    public async Task Filter_WithCatch_LeavesTheRestToTheBase()
    {
        var peer = await ConnectAsync("/stages");

        AssertFailed(await peer.Client.CallAsync("picky", "\"format\""), "Internal server error", InternalError);

        Assert.Single(Host.Log.Lines, static line => line is { EventId: 4001, Error: FormatException });
    }

    [Fact]
    public async Task Filter_WithCatch_SeesBindingErrors()
    {
        var peer = await ConnectAsync("/stages");

        Assert.Contains("told MessageBindingException Validation failed", (await peer.Client.CallAsync("picky", "5")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filter_AnswersWithAValue_IsAsIfTheHandlerHadReturnedIt()
    {
        var peer = await ConnectToPipelineAsync();
        Probe.Handler = static _ => throw new ApplicationException("secret");
        Probe.Catching = static async (_, error, _) =>
        {
            await Task.Yield();
            return FilterResult.Value(new Person(error.Message, 1));
        };

        AssertJson("""{"name":"secret","age":1}""", (await peer.Client.CallAsync("run", """{"a":1,"b":2}""")).Value);
        Assert.False(peer.Client.HasEvents);
        Probe.Catching = static (_, _, _) => new(FilterResult.Value(null));
        Assert.Equal(new(null, null), await peer.Client.CallAsync("run", """{"a":1,"b":2}"""));
        Probe.Catching = static (_, _, _) => new(FilterResult.Value(new WsResponse<int>("reply", 7)));
        Assert.Equal(new(null, null), await peer.Client.CallAsync("run", """{"a":1,"b":2}"""));
        Assert.Equal("7", await peer.Client.HearAsync("reply"));
        Assert.DoesNotContain(Host.Log.Lines, static line => line.EventId == 4001);
    }

    [Fact]
    public async Task Filter_HasToldTheClientItself_OnlyTheAckIsLeftToFail()
    {
        var peer = await ConnectToPipelineAsync();
        Probe.Handler = static _ => throw new WsException("nope");
        Probe.Catching = static async (_, _, context) =>
        {
            await context.Client.EmitAsync("heard", "from the filter");
            return FilterResult.Handled;
        };

        AssertFailed(await peer.Client.CallAsync("run", """{"a":1,"b":2}"""), "nope", """{"status":"error","message":"nope"}""");

        Assert.Equal("\"from the filter\"", await peer.Client.HearAsync("heard"));
        Assert.False(peer.Client.HasEvents);
    }

    [Fact]
    public async Task Filter_AnswersTheAckItself_NothingElseIsSent()
    {
        var peer = await ConnectToPipelineAsync();
        Probe.Handler = static _ => throw new WsException("nope");
        Probe.Catching = static (_, _, context) =>
        {
            context.Ack.Send("fine");
            return new(FilterResult.Handled);
        };

        Assert.Equal("\"fine\"", (await peer.Client.CallAsync("run", """{"a":1,"b":2}""")).Value);
        Assert.Equal("\"fine\"", (await peer.Client.CallAsync("run", """{"a":1,"b":2}""")).Value);
        Assert.False(peer.Client.HasEvents);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Filter_Throws_IsLoggedAndTheBaseAnswers(bool isAsync)
    {
        var peer = await ConnectToPipelineAsync();
        Probe.Handler = static _ => throw new WsException("nope");
        Probe.Catching = async (place, _, _) =>
        {
            if (isAsync)
            {
                await Task.Yield();
            }

            return place == "First" ? throw new ApplicationException("filter") : FilterResult.Next;
        };

        AssertFailed(await peer.Client.CallAsync("run", """{"a":1,"b":2}"""), "nope", """{"status":"error","message":"nope"}""");

        AssertJson("""{"status":"error","message":"nope"}""", await peer.Client.HearAsync("exception"));
        Assert.Single(Host.Log.Lines, static line => line is { EventId: 5001, Error: ApplicationException });
        Assert.Equal(["filter Second", "filter First"], TakeNotes()[^2..]);
    }

    [Fact]
    public async Task Filter_AnswersWithWhatCannotBeSerialised_IsLoggedAndTheBaseAnswers()
    {
        var peer = await ConnectToPipelineAsync();
        Probe.Handler = static _ => throw new WsException("nope");
        Probe.Catching = static (_, _, _) => new(FilterResult.Value(new EvilPayload()));

        AssertFailed(await peer.Client.CallAsync("run", """{"a":1,"b":2}"""), "nope", """{"status":"error","message":"nope"}""");

        Assert.Single(Host.Log.Lines, static line => line.EventId == 5001);
    }

    [Theory]
    [InlineData("guard Global")]
    [InlineData("guard Second")]
    [InlineData("before Class")]
    [InlineData("pipe Parameter b")]
    [InlineData("handler")]
    [InlineData("after Class")]
    public async Task Filter_SeesTheErrorsOfEveryStage(string stage)
    {
        var peer = await ConnectToPipelineAsync();
        Probe.Reaching = async (name, _) =>
        {
            await Task.Yield();
            if (name == stage)
            {
                throw new ApplicationException(name);
            }
        };
        Probe.Handler = call => stage == "handler" ? throw new ApplicationException("handler") : Task.FromResult(call.Body);
        Probe.Catching = static (place, error, context) => new(place == "Class" ? FilterResult.Error($"{error.Message} of {context.EventName} with {context.GetBody()}") : FilterResult.Next);

        var ack = await peer.Client.CallAsync("run", """{"a":1,"b":2}""");

        AssertJson(
            $$$"""{"status":"error","message":"{{{stage}}} of run with {\"a\":1,\"b\":2}"}""",
            await peer.Client.HearAsync("exception"));
        Assert.NotNull(ack.Error);
    }
}
