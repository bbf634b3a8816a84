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
