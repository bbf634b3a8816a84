using System.Net;
using Gateways.ServerSentEvents.Tests.Clients;
using Gateways.Specification;
using Gateways.Specification.Clients;
using Gateways.Specification.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gateways.ServerSentEvents.Tests.Transports;

/// <summary>The life of a stream.</summary>
public sealed class StreamTests
{
    private static readonly ClientRequest Spec = new("/spec");

    [Fact]
    public async Task Idle_StreamIsKeptAliveByComments()
    {
        var time = new FakeTimeProvider();
        await using var host = await SpecificationHost.StartAsync(
            static builder => builder.AddServerSentEvents(),
            static options => options.SendTimeout = TimeSpan.FromDays(1),
            configureServices: builder => builder.Services.AddSingleton<TimeProvider>(time));
        await using var client = await EventStreamClient.ConnectAsync(host.Address, Spec);
        await host.Probe.NextConnectedAsync();

        for (var i = 0; i < 3; i++)
        {
            var comment = client.NextCommentAsync();
            while (!comment.IsCompleted)
            {
                time.Advance(TimeSpan.FromSeconds(1));
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, CancellationToken.None);
            }

            await comment;
        }

        Assert.False(client.HasEvents);
        Assert.Equal("", client.LastEventId);
    }

    [Fact]
    public async Task EmitWithAck_ToAClientThatCannotAnswer_FailsAtOnceAndIsNotSent()
    {
        await using var host = await SpecificationHost.StartAsync(static builder => builder.AddServerSentEvents().AddWebSockets(), static options => options.AckTimeout = TimeSpan.FromMinutes(10));
        await using var client = await EventStreamClient.ConnectAsync(host.Address, Spec);
        var server = await host.Probe.NextConnectedAsync();
        await server.JoinAsync("r1");
        await using var speaker = await PlainWebSocketClient.ConnectAsync(host.Address, Spec);
        var other = await host.Probe.NextConnectedAsync();
        await other.JoinAsync("r1");
        speaker.Answer = static (_, data) => Task.FromResult<string?>(data);

        var error = await Assert.ThrowsAsync<ClientAckException>(() => server.EmitWithAckAsync<int>("ask", 7).Soon());
        var all = await host.Server.To("r1").EmitWithAckAsync<int>("ask", 7).Soon();

        Assert.Equal((server.Id, "This client only listens: it cannot answer."), (error.ClientId, error.Error));
        Assert.Equal([new AckReply<int>(other.Id, 7)], all.Replies);
        Assert.Equal([new AckError(server.Id, "This client only listens: it cannot answer.")], all.Errors);
        Assert.Empty(all.Missing);
        await server.EmitAsync("heard", 1);
        Assert.Equal("1", await client.HearAsync("heard"));
    }

    [Fact]
    public async Task EmitWithAck_AfterItHasLeft_SaysSo()
    {
        await using var host = await SpecificationHost.StartAsync(static builder => builder.AddServerSentEvents());
        await using var client = await EventStreamClient.ConnectAsync(host.Address, Spec);
        var server = await host.Probe.NextConnectedAsync();
        client.Abort();
        await host.Probe.NextDepartureAsync();

        await Assert.ThrowsAsync<ClientDisconnectedException>(() => server.EmitWithAckAsync<int>("ask", 7).Soon());
    }

    [Fact]
    public async Task Stop_ClientsAreToldToComeBackAndSoAreNewOnes()
    {
        await using var host = await SpecificationHost.StartAsync(static builder => builder.AddServerSentEvents().AddWebSockets());
        await using var listener = await EventStreamClient.ConnectAsync(host.Address, Spec);
        await host.Probe.NextConnectedAsync();
        await using var busy = await PlainWebSocketClient.ConnectAsync(host.Address, Spec);
        var (started, gate) = (new Signal(), new Signal());
        host.Probe.Handler = async _ =>
        {
            started.Set();
            await gate.WaitAsync();
            return null;
        };
        var call = busy.CallAsync("run", "1");
        await started.WaitAsync();

        var stopping = host.StopAsync();
        await host.DrainingAsync();
        var head = await RawHttp.AskAsync(host.Port, RawHttp.Request("/spec", "HEAD"));
        await using var late = await EventStreamClient.ConnectAsync(host.Address, Spec);
        Assert.Equal(CloseReason.ServerShutdown.Text, await late.Closed);
        gate.Set();
        await call;

        Assert.Equal(503, RawHttp.StatusOf(head));
        Assert.NotNull(late.Retry);
        Assert.Equal(CloseReason.ServerShutdown.Text, await listener.Closed);
        await stopping.Soon();
    }

    [Fact]
    public async Task Disconnect_TheGoodbyeIsWholeAndTheResponseEndsProperly()
    {
        await using var host = await SpecificationHost.StartAsync(static builder => builder.AddServerSentEvents(static options => options.ReconnectDelay = TimeSpan.Zero));
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.Address, "/spec")) { Headers = { { "Accept", "text/event-stream" } } };
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).Soon();
        var server = await host.Probe.NextConnectedAsync();

        await server.EmitAsync("heard", 1);
        await server.DisconnectAsync(new CloseReason("banned", 4003, "out\r\n\r\nevent: x", false));

        Assert.Equal(
            "retry: 0\n\nevent: heard\ndata: 1\n\nretry: 2147483647\nevent: disconnect\ndata: {\"reason\":\"banned\",\"message\":\"out\\r\\n\\r\\nevent: x\",\"mayReconnect\":false}\n\n",
            await response.Content.ReadAsStringAsync().Soon());
        Assert.Equal("banned", (await host.Probe.NextDepartureAsync()).Context.Reason.Name);
    }

    [Fact]
    public async Task Stop_ClientsComeBackAtDifferentTimes()
    {
        await using var host = await SpecificationHost.StartAsync(static builder => builder.AddServerSentEvents(static options => options.ReconnectDelay = TimeSpan.FromHours(1)));
        var delays = new List<int>();
        for (var i = 0; i < 8; i++)
        {
            await using var client = await EventStreamClient.ConnectAsync(host.Address, Spec);
            var server = await host.Probe.NextConnectedAsync();
            await server.EmitAsync("heard");
            await client.HearAsync("heard");
            delays.Add(client.Retry!.Value);
        }

        Assert.All(delays, static delay => Assert.InRange(delay, 3_600_000, 5_400_000));
        Assert.True(delays.Distinct().Count() > 1);
    }

    [Fact]
    public async Task Presence_AListenerCountsAsAnyoneElse()
    {
        await using var host = await SpecificationHost.StartAsync(static builder => builder.AddServerSentEvents().AddPresence());
        await using var client = await EventStreamClient.ConnectAsync(host.Address, Spec);
        var server = await host.Probe.NextConnectedAsync();
        server.UserIdentifier = "ann";
        var presence = host.Services.GetRequiredService<IPresence<Gateways.Specification.Gateways.SpecificationGateway>>();

        await presence.TrackAsync(server, "d1");

        Assert.Equal(["ann"], (await presence.ListAsync("d1")).Select(static entry => entry.UserId));
    }

    [Fact]
    public async Task Http2_ManyStreamsOnOneConnection_EachEndsAlone()
    {
        await using var host = await SpecificationHost.StartAsync(static builder => builder.AddServerSentEvents(), configureServices: static builder =>
            builder.Services.Configure<KestrelServerOptions>(static kestrel => kestrel.Listen(IPAddress.Loopback, 0, static endpoint => endpoint.Protocols = HttpProtocols.Http2)));
        var address = new Uri(host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Last());
        using var http = new HttpClient { DefaultRequestVersion = new Version(2, 0), DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        var streams = new List<(HttpResponseMessage Response, IGatewayClient Server)>();
        for (var i = 0; i < 10; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "/spec")) { Version = new Version(2, 0), VersionPolicy = HttpVersionPolicy.RequestVersionExact, Headers = { { "Accept", "text/event-stream" } } };
            streams.Add((await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).Soon(), await host.Probe.NextConnectedAsync()));
        }

        streams[3].Response.Dispose();
        Assert.Equal(streams[3].Server.Id, (await host.Probe.NextDepartureAsync()).Client.Id);
        await SpecificationHost.LetInAsync(host.Server, streams[^1].Server);
        await host.Server.EmitAsync("heard", 5);
        streams.RemoveAt(3);

        foreach (var (response, server) in streams)
        {
            await server.DisconnectAsync();
            Assert.Contains("event: heard\ndata: 5\n\n", await response.Content.ReadAsStringAsync().Soon(), StringComparison.Ordinal);
            response.Dispose();
        }
    }
}
