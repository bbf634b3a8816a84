using Gateways.Specification.Gateways;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Specification.Transports;

public abstract partial class ListeningSpecification
{
    protected IGatewayServer SpecRooms => Host.Services.GetRequiredService<IGatewayServer<SpecRoomsGateway>>();

    [Fact]
    public async Task Path_ValueDoesNotMeetTheConstraint_IsNoNamespace()
    {
        await StartAsync();

        await AssertRefusedAsync(404, "/spec-rooms/many");
        await AssertRefusedAsync(404, "/spec-rooms");
    }

    [Fact]
    public async Task Path_WithParameters_ServerReachesAllAndEachAlone()
    {
        var (one, two) = (await ConnectAsync("/spec-rooms/1"), await ConnectAsync("/spec-rooms/2"));

        await SpecRooms.EmitAsync("heard", "all");
        await SpecRooms.Of("/spec-rooms/2").EmitAsync("heard", "two");
        await SpecRooms.Of("/spec-rooms/3").EmitAsync("heard", "nobody");
        await SpecRooms.Of("/elsewhere").EmitAsync("heard", "nobody");

        Assert.Equal("\"all\"", await one.Client.HearAsync("heard"));
        Assert.Equal("\"all\"", await two.Client.HearAsync("heard"));
        Assert.Equal("\"two\"", await two.Client.HearAsync("heard"));
        Assert.Equal(2, await SpecRooms.CountAsync());
        Assert.Equal(1, await SpecRooms.Of("/spec-rooms/2").CountAsync());
        Assert.Equal(0, await SpecRooms.Of("/elsewhere").CountAsync());
        Assert.Equal(two.Id, SpecRooms.FindClient(two.Id)?.Id);
        Assert.Null(SpecRooms.Of("/spec-rooms/1").FindClient(two.Id));
        await AssertHeardNothingAsync(one);
    }

    [Fact]
    public async Task Path_WithParameters_LastClientTakesTheNamespaceWithIt()
    {
        var (one, two) = (await ConnectAsync("/spec-rooms/1"), await ConnectAsync("/spec-rooms/1"));
        await one.Server.JoinAsync("r1");
        one.Client.Abort();
        await Probe.NextDepartureAsync();
        Assert.Equal(1, await SpecRooms.Of("/spec-rooms/1").CountAsync());
        two.Client.Abort();
        await Probe.NextDepartureAsync();

        Assert.Equal(0, await SpecRooms.CountAsync());
        Assert.Empty(await SpecRooms.GetRoomsAsync());
        var again = await ConnectAsync("/spec-rooms/1");
        await SpecRooms.Of("/spec-rooms/1").EmitAsync("heard", "again");
        Assert.Equal("\"again\"", await again.Client.HearAsync("heard"));
    }

    [Fact]
    public async Task Shared_ClientLeaves_BothHooksHearOfIt()
    {
        var peer = await ConnectAsync("/shared");
        Assert.Equal("first connects", await Probe.NextNoteAsync());
        Assert.Equal("second connects", await Probe.NextNoteAsync());

        peer.Client.Abort();

        Assert.Equal("first disconnects", await Probe.NextNoteAsync());
        Assert.Equal("second disconnects", await Probe.NextNoteAsync());
    }

    [Fact]
    public async Task Shared_SettingsDiffer_IsAnErrorAtTheStart()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => SpecificationHost.StartAsync(
            AddTransport,
            configureApp: Configure,
            configureServices: static builder => builder.Services.Configure<GatewayOptions<SecondSharedGateway>>(static options => options.MaxConcurrency = 5)));

        Assert.Contains("'/shared'", error.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(SecondSharedGateway), error.Message, StringComparison.Ordinal);
    }
}
