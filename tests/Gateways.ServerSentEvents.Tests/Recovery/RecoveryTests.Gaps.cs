using Gateways.Specification;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gateways.ServerSentEvents.Tests.Recovery;

/// <content>When nobody can say what was missed.</content>
public sealed partial class RecoveryTests
{
    [Theory]
    [InlineData("00000000-1")]
    [InlineData("nonsense")]
    [InlineData("{epoch}-99")]
    [InlineData("{epoch}--1")]
    [InlineData("{epoch}-+1")]
    [InlineData("{epoch}-99999999999999999999999")]
    [InlineData("{epoch}-")]
    [InlineData("{id} ,{id}")]
    [InlineData("{id}0000000000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("\u00e4")]
    public async Task Return_WithAnIdThatIsNone_HearsOfTheGapAndIsLive(string lastEventId)
    {
        await StartAsync();
        var id = await LoseAsync();
        await Host.Server.EmitAsync("missed", 1);

        await using var client = await ReturnAsync(lastEventId.Replace("{epoch}", id.Split('-')[0], StringComparison.Ordinal).Replace("{id}", id, StringComparison.Ordinal));
        await Host.Probe.NextConnectedAsync();

        Assert.Equal("""{"message":"Some events were missed: what you show may be out of date."}""", await client.HearAsync("gap"));
        Assert.Equal(NumberOf(id) + 1, NumberOf(client.LastEventId));
        await LetInAsync();
        await Host.Server.EmitAsync("live", 2);
        Assert.Equal("2", await client.HearAsync("live"));
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public async Task Return_AfterMoreThanTheLogKeeps_HearsOfTheGap(int missed, bool hasGap)
    {
        await StartAsync(static recovery => recovery.MaxEvents = 3);
        var id = await LoseAsync();
        for (var i = 0; i < missed; i++)
        {
            await Host.Server.EmitAsync("missed", i);
        }

        await using var client = await ReturnAsync(id);

        Assert.Equal(hasGap ? "gap" : "missed", (await client.NextAsync()).Name);
    }

    [Fact]
    public async Task Return_AfterLongerThanTheLogKeeps_HearsOfTheGapOnlyWhenSomethingWasSaid()
    {
        var time = new FakeTimeProvider();
        await StartAsync(static recovery => recovery.MaxDisconnectionDuration = TimeSpan.FromSeconds(30), time: time);
        var id = await LoseAsync();
        time.Advance(TimeSpan.FromSeconds(31));

        await using var early = await ReturnAsync(id);
        await Host.Probe.NextConnectedAsync();
        await LetInAsync();
        await Host.Server.EmitAsync("live", 1);
        Assert.Equal("1", await early.HearAsync("live"));

        time.Advance(TimeSpan.FromSeconds(31));
        await using var late = await ReturnAsync(id);
        await late.HearAsync("gap");
    }

    [Fact]
    public async Task Return_AfterMoreThanMayWaitForIt_HearsOfTheGap()
    {
        await StartAsync(options: static options => options.MaxOutboundBytes = 4096);
        var id = await LoseAsync();
        for (var i = 0; i < 5; i++)
        {
            await Host.Server.EmitAsync("missed", new string('x', 1000));
        }

        await using var client = await ReturnAsync(id);

        await client.HearAsync("gap");
    }

    [Fact]
    public async Task Return_AfterAGap_WhatIsSaidWhileItsHookRunsIsNotLost()
    {
        await StartAsync();
        await LoseAsync();
        var (reached, gate) = (new Signal(), new Signal());
        Host.Probe.Connecting = async (client, token) =>
        {
            reached.Set();
            await gate.WaitAsync();
        };

        await using var client = await ReturnAsync("00000000-1", "room=r1");
        await reached.WaitAsync();
        await Host.Server.To("r1").EmitAsync("n", 1);
        gate.Set();

        await client.HearAsync("gap");
        Assert.Equal("1", await client.HearAsync("n"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Return_WhereNothingIsKept_HearsOfTheGapAndGetsNoIds(bool isKeptForOthers)
    {
        _host = await SpecificationHost.StartAsync(builder => builder.AddServerSentEvents().AddSocketIO(options => options.ConnectionStateRecovery = isKeptForOthers ? new() : null));

        await using var client = await ReturnAsync("00000000-1");
        await client.HearAsync("gap");
        await Host.Probe.NextConnectedAsync();
        await LetInAsync();
        await Host.Server.EmitAsync("live", 1);

        Assert.Equal("1", await client.HearAsync("live"));
        Assert.Equal("", client.LastEventId);
    }
}
