using Gateways.Adapters;
using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gateways.SocketIO.Tests.Recovery;

/// <summary>Who comes too late, or has missed too much, is a new client; and where nothing is kept nobody is told otherwise.</summary>
public sealed class RecoveryLimitTests : IAsyncDisposable
{
    private SpecificationHost? _host;

    private SpecificationHost Host => _host!;

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(119, true)]
    [InlineData(121, false)]
    public async Task Resume_AfterSoManySeconds(int seconds, bool isResumed)
    {
        var time = new FakeTimeProvider();
        await StartAsync(new SocketIORecoveryOptions(), configure: static options => options.SendTimeout = TimeSpan.FromDays(1), services: builder => builder.Services.AddSingleton<TimeProvider>(time));
        var place = await LoseAsync("/spec");

        time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(isResumed, await ResumeAsync("/spec", place) == place.Sid);
    }

    [Fact]
    public async Task Resume_WhenOthersHaveLeftSince_OnlyTheLastOnesMayAndEachNamespaceHasItsOwn()
    {
        await StartAsync(new SocketIORecoveryOptions { MaxSessions = 1 });
        var first = await LoseAsync("/spec");
        var elsewhere = await LoseAsync("/guarded");
        var second = await LoseAsync("/spec");

        Assert.Equal(elsewhere.Sid, await ResumeAsync("/guarded", elsewhere));
        Assert.Equal(second.Sid, await ResumeAsync("/spec", second));
        Assert.NotEqual(first.Sid, await ResumeAsync("/spec", first));
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public async Task Resume_AfterSoManyEventsOfTwoThatAreKept(int count, bool isResumed)
    {
        await StartAsync(new SocketIORecoveryOptions { MaxEvents = 2 });
        var place = await LoseAsync("/spec");

        for (var i = 0; i < count; i++)
        {
            // Whoever they are for.
            await Host.Server.To("others").EmitAsync("missed", i);
        }

        Assert.Equal(isResumed, await ResumeAsync("/spec", place) == place.Sid);
    }

    [Fact]
    public async Task Resume_AfterMoreBytesThanAreKept_IsANewClient()
    {
        await StartAsync(new SocketIORecoveryOptions { MaxBytes = 4000 });
        var place = await LoseAsync("/spec");

        await Host.Server.To("others").EmitAsync("missed", new string('x', 4000));

        Assert.NotEqual(place.Sid, await ResumeAsync("/spec", place));
    }

    [Theory]
    [InlineData(false, 1, true)]
    [InlineData(false, 2, false)]
    [InlineData(true, 1, true)]
    [InlineData(true, 2, false)]
    public async Task Resume_AfterMoreThanHalfOfWhatMayWait_IsANewClientAndHearsNothingOfIt(bool skipsGuards, int count, bool isResumed)
    {
        await StartAsync(new SocketIORecoveryOptions { SkipGuards = skipsGuards }, static options => options.MaxOutboundBytes = 20_000);
        var place = await LoseAsync("/spec");
        for (var i = 0; i < count; i++)
        {
            await Host.Server.EmitAsync("missed", new string('x', 6000));
        }

        await using var client = await SocketClient.ConnectAsync(Host.Address);
        await client.SendAsync($"40/spec,{place.Auth}");

        var packet = await client.NextAsync();
        if (isResumed)
        {
            Assert.StartsWith("42/spec,[\"missed\",\"xxx", packet, StringComparison.Ordinal);
            packet = await client.NextAsync();
        }

        Assert.Equal(isResumed, place.Sid == Place.SidOf(packet));
    }

    [Fact]
    public async Task OverSeveralServers_NobodyGetsASecretAndEventsHaveNoPlace()
    {
        await StartAsync(new SocketIORecoveryOptions(), services: static builder => builder.Services.AddSingleton<IAdapterFactory, SpanningAdapterFactory>());
        await using var client = await SocketClient.ConnectAsync(Host.Address);

        await client.SendAsync("40/spec,{\"pid\":\"AAAAAAAAAAAAAAAAAAAA\",\"offset\":\"00000000-1\",\"token\":\"t\"}");

        Assert.Matches("^40/spec,\\{\"sid\":\"[^\"]{20}\"\\}$", await client.NextAsync());
        var server = await Host.Probe.NextConnectedAsync();
        Assert.Equal((false, """{"token":"t"}"""), (server.Handshake.IsRecovered, server.Handshake.Auth.GetRawText()));
        await server.EmitAsync("first", 1);
        Assert.Equal("42/spec,[\"first\",1]", await client.NextAsync());
        Assert.Contains(Host.Log.Lines, static line => line.EventId == 1012);
    }

    private async Task StartAsync(SocketIORecoveryOptions recovery, Action<GatewayOptions>? configure = null, Action<IGatewaysBuilder>? services = null) =>
        _host = await SpecificationHost.StartAsync(builder => builder.AddSocketIO(options => options.ConnectionStateRecovery = recovery), configure, configureServices: services);

    private async Task<Place> LoseAsync(string @namespace)
    {
        await using var client = await SocketClient.ConnectAsync(Host.Address);
        var (place, _) = await Place.TakeAsync(Host, client, @namespace);
        client.Abort();
        await Host.Probe.NextDepartureAsync();
        return place;
    }

    private async Task<string> ResumeAsync(string @namespace, Place place)
    {
        await using var client = await SocketClient.ConnectAsync(Host.Address);
        await client.SendAsync($"40{@namespace},{place.Auth}");
        var sid = Place.SidOf(await client.NextAsync());
        await Host.Probe.NextConnectedAsync();
        client.Abort();
        await Host.Probe.NextDepartureAsync();
        return sid;
    }
}
