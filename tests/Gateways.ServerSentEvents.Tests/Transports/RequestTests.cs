using Gateways.ServerSentEvents.Tests.Clients;
using Gateways.Specification;
using Gateways.Specification.Clients;
using Gateways.Specification.Gateways;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.ServerSentEvents.Tests.Transports;

/// <summary>Which requests become a stream, and how the others are answered.</summary>
public sealed class RequestTests
{
    [Theory]
    [InlineData("text/event-stream", true)]
    [InlineData("TEXT/Event-Stream", true)]
    [InlineData("text/event-stream, */*;q=0.1", true)]
    [InlineData("application/json;q=0.5, text/event-stream;q=0.4", true)]
    [InlineData("text/event-stream;q=0", false)]
    [InlineData("*/*", true)]
    [InlineData("*/*;q=0", false)]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", false)]
    [InlineData("application/json", false)]
    [InlineData("nonsense", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public async Task Get_WithAllTransportsOnTheUrl_IsAStreamWhenItMeansOne(string? accept, bool isStream)
    {
        await using var host = await SpecificationHost.StartAsync(AddAll);

        Assert.Equal(isStream, IsStream(await RawHttp.AskAsync(host.Port, RawHttp.Request("/spec", accept: accept))));
    }

    [Fact]
    public async Task Get_WithSignalRsConnectionId_IsSignalRs()
    {
        await using var host = await SpecificationHost.StartAsync(AddAll);
        await using var alone = await SpecificationHost.StartAsync(static builder => builder.AddServerSentEvents());

        Assert.Equal(404, RawHttp.StatusOf(await RawHttp.AskAsync(host.Port, RawHttp.Request("/spec?id=nobody"))));
        Assert.True(IsStream(await RawHttp.AskAsync(alone.Port, RawHttp.Request("/spec?id=nobody"))));
    }

    [Fact]
    public async Task Upgrade_ThatAlsoAcceptsAStream_IsAWebSocket()
    {
        await using var host = await SpecificationHost.StartAsync(AddAll);

        var upgrade = RawHttp.Request("/spec", more: $"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {RawWebSocket.Key}\r\nSec-WebSocket-Version: 13\r\n");

        Assert.Equal(101, RawHttp.StatusOf(await RawHttp.AskAsync(host.Port, upgrade)));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task OtherMethods_AreNotAllowed(string method)
    {
        await using var all = await SpecificationHost.StartAsync(AddAll);
        await using var two = await SpecificationHost.StartAsync(static builder => builder.AddServerSentEvents().AddWebSockets());
        await using var alone = await SpecificationHost.StartAsync(static builder => builder.AddServerSentEvents());

        foreach (var host in new[] { all, two, alone })
        {
            var head = await RawHttp.AskAsync(host.Port, RawHttp.Request("/spec", method));
            Assert.Equal(405, RawHttp.StatusOf(head));
            Assert.Contains("\r\nAllow: GET, HEAD\r\n", head, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData("POST", "*/*")]
    [InlineData("GET", "application/json")]
    [InlineData("GET", null)]
    public async Task NobodysRequest_WithoutSignalR_IsToldToUpgrade(string method, string? accept)
    {
        await using var host = await SpecificationHost.StartAsync(static builder => builder.AddServerSentEvents().AddWebSockets());

        Assert.InRange(RawHttp.StatusOf(await RawHttp.AskAsync(host.Port, RawHttp.Request("/spec", method, accept))), 400, 426);
    }

    [Theory]
    [InlineData("*/*", 200)]
    [InlineData("text/*", 200)]
    [InlineData(null, 200)]
    [InlineData("application/json", 406)]
    [InlineData("text/event-stream;q=0", 406)]
    public async Task Get_WhereNothingElseIsThere_IsAStreamUnlessItWantsNone(string? accept, int status)
    {
        await using var host = await SpecificationHost.StartAsync(static builder => builder.AddServerSentEvents());

        Assert.Equal(status, RawHttp.StatusOf(await RawHttp.AskAsync(host.Port, RawHttp.Request("/spec", accept: accept))));
    }

    [Fact]
    public async Task Head_PassesTheGuardsAndMakesNoClient()
    {
        await using var host = await SpecificationHost.StartAsync(AddAll);
        host.Probe.Admitting = static (_, _) => new(GuardResult.Deny());

        Assert.True(IsStream(await RawHttp.AskAsync(host.Port, RawHttp.Request("/spec", "HEAD"))));
        Assert.Equal(403, RawHttp.StatusOf(await RawHttp.AskAsync(host.Port, RawHttp.Request("/guarded", "HEAD"))));
        Assert.Equal(0, await host.Server.CountAsync());
    }

    [Fact]
    public async Task Get_GatewayDoesNotAllowTheTransport_IsNoStream()
    {
        await using var host = await SpecificationHost.StartAsync(
            AddAll, configureServices: static builder => builder.Services.Configure<GatewayOptions<SpecificationGateway>>(static options => options.Transports = GatewayTransports.SignalR));

        Assert.False(IsStream(await RawHttp.AskAsync(host.Port, RawHttp.Request("/spec"))));
        Assert.True(IsStream(await RawHttp.AskAsync(host.Port, RawHttp.Request("/forms"))));
    }

    [Fact]
    public async Task Get_QueryAboveTheServersLimit_IsRefused()
    {
        await using var host = await SpecificationHost.StartAsync(AddAll);

        Assert.Equal(414, RawHttp.StatusOf(await RawHttp.AskAsync(host.Port, RawHttp.Request("/spec?" + new string('q', 40_000)))));
    }

    [Fact]
    public async Task Get_HeadOfTheAnswer_TellsEveryoneInBetweenToPassItOn()
    {
        await using var host = await SpecificationHost.StartAsync(static builder => builder.AddServerSentEvents(static options => options.ReconnectDelay = TimeSpan.FromMilliseconds(1500)));
        var gate = new Signal();
        host.Probe.Connecting = async (_, _) => await gate.WaitAsync();
        await using var client = await EventStreamClient.ConnectAsync(host.Address, new ClientRequest("/spec"));
        var server = await host.Probe.NextConnectedAsync();

        // The stream is open while the hook still runs.
        await server.EmitAsync("heard", 1);
        Assert.Equal("1", await client.HearAsync("heard"));
        gate.Set();

        var headers = client.Response.Headers;
        Assert.Equal("text/event-stream", client.Response.Content.Headers.ContentType!.ToString());
        Assert.True(headers.CacheControl is { NoCache: true, NoStore: true, NoTransform: true });
        Assert.Equal("no", Assert.Single(headers.GetValues("X-Accel-Buffering")));
        Assert.InRange(client.Retry!.Value, 1500, 2250);
        Assert.Equal("", client.LastEventId);
    }

    [Theory]
    [InlineData(-1, 1, "ReconnectDelay")]
    [InlineData(17 * 24 * 3600, 1, "ReconnectDelay")]
    [InlineData(1, 0, "MaxRooms")]
    public async Task Options_ThatCannotWork_AreRefusedAtTheStart(int delay, int rooms, string name)
    {
        var error = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => SpecificationHost.StartAsync(builder => builder.AddServerSentEvents(options =>
            (options.ReconnectDelay, options.MaxRooms) = (TimeSpan.FromSeconds(delay), rooms))));

        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    private static void AddAll(IGatewaysBuilder builder) => builder.AddWebSockets().AddSignalR().AddServerSentEvents();

    private static bool IsStream(string head) => RawHttp.StatusOf(head) == 200 && head.Contains("\r\nContent-Type: text/event-stream\r\n", StringComparison.OrdinalIgnoreCase);
}
