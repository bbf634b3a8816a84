using Gateways.Specification.Clients;
using Gateways.Specification.Gateways;

namespace Gateways.Specification.Transports;

public abstract partial class TransportSpecification
{
    [Fact]
    public async Task Ack_TakenByTheHandler_AnswersWhenItSaysSo()
    {
        var peer = await ConnectAsync("/answers");

        var call = peer.Client.CallAsync("later");
        var ack = await Probe.NextAckAsync();
        Assert.Equal("1", (await peer.Client.CallAsync("echo", "1")).Value);
        Assert.False(call.IsCompleted);
        Assert.True(ack is { IsRequested: true, IsCompleted: false });

        Assert.True(ack.Send(5));
        Assert.Equal("5", (await call).Value);
        Assert.True(ack.IsCompleted);
        Assert.False(ack.Send(6));
        Assert.False(ack.Send());
        Assert.False(ack.Fail(new WsException("late")));
        Assert.Equal("1", (await peer.Client.CallAsync("echo", "1")).Value);
        Assert.False(peer.Client.HasEvents);
    }

    [Fact]
    public async Task Ack_SeveralValues_AreSeveralWhereTheProtocolHasThemElseAnArray()
    {
        var peer = await ConnectAsync("/answers");
        foreach (var (send, expected) in new (Func<IAck, bool>, string)[]
            {
                (static ack => ack.Send(1, "b"), "1,\"b\""),
                (static ack => ack.Send(1, true, new[] { 2 }), "1,true,[2]"),
                (static ack => ack.Send(new MessageArguments("[1,2,3,4]"u8)), "1,2,3,4"),
            })
        {
            var call = peer.Client.CallAsync("later");

            Assert.True(send(await Probe.NextAckAsync()));

            Assert.Equal(HasSeveralAckValues ? expected : $"[{expected}]", (await call).Value);
        }
    }

    [Fact]
    public async Task Ack_Empty_IsEmpty()
    {
        var peer = await ConnectAsync("/answers");
        var call = peer.Client.CallAsync("later");

        Assert.True((await Probe.NextAckAsync()).Send());

        Assert.Equal(new Ack(null, null), await call);
    }

    [Fact]
    public async Task Ack_Failed_IsAnErrorWithoutAnEvent()
    {
        var peer = await ConnectAsync("/answers");
        var call = peer.Client.CallAsync("later");

        Assert.True((await Probe.NextAckAsync()).Fail(new WsException("no")));

        AssertFailed(await call, "no", """{"status":"error","message":"no"}""");
        Assert.Equal("1", (await peer.Client.CallAsync("echo", "1")).Value);
        Assert.False(peer.Client.HasEvents);
    }

    [Fact]
    public async Task Ack_ValueCannotBeSerialised_LeavesTheAnswerOpen()
    {
        var peer = await ConnectAsync("/answers");
        var call = peer.Client.CallAsync("later");
        var ack = await Probe.NextAckAsync();

        Assert.ThrowsAny<Exception>(() => ack.Send(new EvilPayload()));

        Assert.False(ack.IsCompleted);
        Assert.True(ack.Send(1));
        Assert.Equal("1", (await call).Value);
    }

    [Fact]
    public async Task Ack_NobodyAskedForIt_DoesNothing()
    {
        var peer = await ConnectAsync("/answers");
        await peer.Client.EmitAsync("later");
        var ack = await Probe.NextAckAsync();

        Assert.True(ack is { IsRequested: false, IsCompleted: false });
        Assert.False(ack.Send(5));
        Assert.False(ack.Fail(new WsException("no")));

        Assert.Equal("1", (await peer.Client.CallAsync("echo", "1")).Value);
        Assert.False(peer.Client.HasEvents);
    }

    [Fact]
    public async Task Ack_ClientHasLeft_HarmsNobody()
    {
        var (peer, other) = (await ConnectAsync("/answers"), await ConnectAsync("/answers"));
        var call = peer.Client.CallAsync("later");
        var ack = await Probe.NextAckAsync();
        peer.Client.Abort();
        await Probe.NextDepartureAsync();

        ack.Send(5);

        await Assert.ThrowsAnyAsync<Exception>(() => call);
        Assert.Equal("1", (await other.Client.CallAsync("echo", "1")).Value);
    }

    [Fact]
    public async Task Ack_UsedTwiceByTheHandler_FirstCounts()
    {
        var peer = await ConnectAsync("/answers");

        Assert.Equal("[1]", (await peer.Client.CallAsync("twice", "[1]")).Value);

        Assert.Equal("True False False", await Probe.NextNoteAsync());
        Assert.Equal("2", (await peer.Client.CallAsync("echo", "2")).Value);
        Assert.False(peer.Client.HasEvents);
    }

    [Fact]
    public async Task Ack_TakenByAHandlerThatThrows_Fails()
    {
        var peer = await ConnectAsync("/answers");
        const string Payload = """{"status":"error","message":"requested True"}""";

        AssertFailed(await peer.Client.CallAsync("takeAndThrow"), "requested True", Payload);

        AssertJson(Payload, await peer.Client.HearAsync("exception"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ack_GivenByAStage_TakesThePlaceOfTheResult(bool byTheGuard)
    {
        var peer = await ConnectAsync("/answers");
        Probe.Reaching = async (name, context) =>
        {
            await Task.Yield();
            if (name == (byTheGuard ? "guard First" : "after First"))
            {
                Assert.True(context.Ack.Send("the stage"));
            }
        };

        Assert.Equal("\"the stage\"", (await peer.Client.CallAsync("staged")).Value);
        Assert.Equal("\"the stage\"", (await peer.Client.CallAsync("staged")).Value);
        Assert.False(peer.Client.HasEvents);
    }

    [Fact]
    public async Task Ack_GivenByAGuardThatDenies_OnlyTheEventIsLeft()
    {
        var peer = await ConnectAsync("/answers");
        Probe.Guarding = static (_, context) =>
        {
            context.Ack.Send("mine");
            return new(false);
        };

        Assert.Equal("\"mine\"", (await peer.Client.CallAsync("staged")).Value);

        AssertJson("""{"status":"error","message":"Forbidden resource"}""", await peer.Client.HearAsync("exception"));
    }
}
