using Gateways.Specification.Clients;
using Gateways.Specification.Gateways;
using Gateways.Specification.Gateways.Stages;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Specification.Transports;

public abstract partial class TransportSpecification
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Middleware_Several_WrapEverythingInTheOrderOfTheirAddition(bool isAsync)
    {
        await StartAsync(
            options =>
            {
                options.Guards.Add<NoteGuard<Place.Global>>();
                options.UseMessage(Note("first"));
                options.UseMessage(Note("second"));
            },
            builder => builder.Services.Configure<GatewayOptions<PipelineGateway>>(options => options.UseMessage(Note("own"))));
        var (peer, other) = (await ConnectAsync("/pipeline"), await ConnectAsync());

        Assert.Equal("[1]", (await peer.Client.CallAsync("plain", "[1]")).Value);
        Assert.Equal(
            [
                "first plain Plain", "second plain Plain", "own plain Plain",
                "guard Global", "guard Class", "before Class", "pipe Class body", "handler", "after Class",
                "own ends", "second ends", "first ends",
            ],
            TakeNotes());
        Assert.Equal("[1]", (await other.Client.CallAsync("echo", "[1]")).Value);
        Assert.DoesNotContain("own echo Echo", Probe.Notes);

        MessageMiddleware Note(string name) => async (context, next) =>
        {
            if (isAsync)
            {
                await Task.Yield();
            }

            Probe.Note($"{name} {context.EventName} {context.MethodName}");
            await next();
            Probe.Note($"{name} ends");
        };
    }

    [Fact]
    public async Task Middleware_SeesEventsNobodyHandles()
    {
        await StartAsync(options => options.UseMessage((context, next) =>
        {
            Probe.Note($"{context.EventName} {context.MethodName} {context.GatewayType} {context.Metadata.Count} {context.GetBody()}");
            return next();
        }));
        var peer = await ConnectAsync();

        await AssertUnknownAsync(peer, "nothing", "5");

        Assert.Equal("nothing   0 5", TakeNotes()[0]);
        Assert.Equal("1", (await peer.Client.CallAsync("echo", "1")).Value);
        Assert.False(peer.Client.HasEvents);
    }

    [Theory]
    [InlineData("note")]
    [InlineData("nothing")]
    public async Task Middleware_DropsAMessage_AckIsEmptyAndNothingRuns(string eventName)
    {
        await StartAsync(static options => options.UseMessage(static (context, next) => context.EventName == "echo" ? next() : default));
        var peer = await ConnectAsync();

        Assert.Equal(new Ack(null, null), await peer.Client.CallAsync(eventName, "\"x\""));

        Assert.Empty(TakeNotes());
        await AssertHeardNothingAsync(peer);
    }

    [Theory]
    [InlineData("echo", true)]
    [InlineData("echo", false)]
    [InlineData("nothing", true)]
    public async Task Middleware_Throws_IsAnErrorLikeOneOfTheHandler(string eventName, bool isAsync)
    {
        var isBroken = true;
        await StartAsync(options => options.UseMessage(async (_, next) =>
        {
            if (isAsync)
            {
                await Task.Yield();
            }

            if (isBroken)
            {
                throw new ApplicationException("secret");
            }

            await next();
        }));
        var peer = await ConnectAsync();

        AssertFailed(await peer.Client.CallAsync(eventName, "1"), "Internal server error", InternalError);

        AssertJson(InternalError, await peer.Client.HearAsync("exception"));
        Assert.Single(Host.Log.Lines, static line => line is { EventId: 4001, Error: ApplicationException });
        isBroken = false;
        await AssertHeardNothingAsync(peer);
    }

    [Fact]
    public async Task UnknownEvents_Exception_ClientIsTold()
    {
        await StartAsync(static options => options.UnknownEvents = UnknownEventPolicy.Exception);
        var peer = await ConnectAsync();
        const string Payload = """{"status":"error","message":"Unknown event"}""";

        await peer.Client.EmitAsync("nothing", "1");
        AssertJson(Payload, await peer.Client.HearAsync("exception"));
        AssertFailed(await peer.Client.CallAsync("nothing", "1"), "Unknown event", Payload);
        AssertJson(Payload, await peer.Client.HearAsync("exception"));
        await AssertHeardNothingAsync(peer);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UnknownEvents_Close_ClientIsDisconnected(bool hasMiddleware)
    {
        await StartAsync(options =>
        {
            options.UnknownEvents = UnknownEventPolicy.Close;
            if (hasMiddleware)
            {
                options.UseMessage(static (_, next) => next());
            }
        });
        var peer = await ConnectAsync();

        await peer.Client.EmitAsync("nothing", "1");

        await AssertClosedAsync("Unknown event", peer.Client);
        Assert.Equal(CloseReason.PolicyViolation.Code, (await Probe.NextDepartureAsync()).Context.Reason.Code);
    }

    [Theory]
    [InlineData("anything", "\"anything 5\"", "5")]
    [InlineData("*", "\"* [1,2]\"", "1", "2")]
    [InlineData("anything", "\"anything \"")]
    [InlineData("gr\u00fc\u00df \\\"x\\\"", "\"gr\u00fc\u00df \\\"x\\\" 1\"", "1")]
    [InlineData("known", "\"known\"", "5")]
    public async Task CatchAll_TakesWhatHasNoHandler(string eventName, string expected, params string[] arguments)
    {
        var peer = await ConnectAsync("/catch-all");

        AssertJson(expected, (await peer.Client.CallAsync(eventName.Replace("\\\"", "\"", StringComparison.Ordinal), arguments)).Value);
    }

    [Fact]
    public async Task CatchAll_ManyAtOnce_EachKeepsItsName()
    {
        var peer = await ConnectAsync("/catch-all");

        await Task.WhenAll(Enumerable.Range(0, 200).Select(async i => Assert.Equal($"\"event{i} {i}\"", (await peer.Client.CallAsync($"event{i}", $"{i}")).Value))).Soon();
    }
}
