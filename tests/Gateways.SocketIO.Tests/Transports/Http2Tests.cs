using System.Net;
using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification;
using Gateways.Specification.Clients;
using Gateways.Specification.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SocketIO.Tests.Transports;

/// <summary>WebSockets inside HTTP/2, RFC 8441: many of them are streams of one connection.</summary>
public sealed class Http2Tests : IAsyncLifetime
{
    private readonly HttpMessageInvoker _connection = new(new SocketsHttpHandler());
    private SpecificationHost? _host;
    private Uri? _address;

    private SpecificationHost Host => _host!;

    public async Task InitializeAsync()
    {
        _host = await SpecificationHost.StartAsync(
            static builder => builder.AddSocketIO(static options => (options.PingInterval, options.PingTimeout) = (TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(30))),
            configureServices: static builder => builder.Services.Configure<KestrelServerOptions>(static kestrel => kestrel.Listen(IPAddress.Loopback, 0, static endpoint => endpoint.Protocols = HttpProtocols.Http2)));
        _address = new Uri(Host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Last());
    }

    public async Task DisposeAsync()
    {
        _connection.Dispose();
        await Host.DisposeAsync();
    }

    [Fact]
    public async Task Session_LivesFromItsHandshakeToItsEnd()
    {
        await using var client = await ConnectAsync();
        await client.EnterAsync("/spec");
        var server = await Host.Probe.NextConnectedAsync();

        // It idles, and is pinged, between what it says.
        client.KeepsPings = true;
        Assert.Equal(["2", "2"], [await client.NextAsync(), await client.NextAsync()]);
        client.KeepsPings = false;
        await client.SendAsync("42/spec,1[\"echo\",5]");
        Assert.Equal("43/spec,1[5]", await NextAsync(client));

        var large = new string('x', 900_000);
        await client.SendAsync($"42/spec,2[\"echo\",\"{large}\"]");
        Assert.Equal($"43/spec,2[\"{large}\"]", await NextAsync(client));

        await server.EmitAsync("bytes", new byte[] { 1, 2, 3 });
        Assert.Equal("451-/spec,[\"bytes\",{\"_placeholder\":true,\"num\":0}]", await NextAsync(client));
        Assert.Equal("bAQID", await NextAsync(client));

        await server.CloseConnectionAsync();
        Assert.Equal("41/spec,", await NextAsync(client));
        await client.EndedAsync();
        Assert.Equal(1000, client.CloseCode);
    }

    [Fact]
    public async Task Goodbye_OfTheClient_IsHeard()
    {
        await using var client = await ConnectAsync();
        await client.EnterAsync("/spec");

        await client.CloseAsync();

        var (_, context) = await Host.Probe.NextDepartureAsync();
        Assert.Equal((CloseReason.ClientDisconnect, "transport close"), (context.Reason, context.Description));
    }

    [Fact]
    public async Task Stream_ThatIsCut_HarmsNoOtherOfItsConnection()
    {
        await using var first = await ConnectAsync();
        await using var second = await ConnectAsync();
        await first.EnterAsync("/spec");
        await second.EnterAsync("/spec");

        first.Abort();

        var (_, context) = await Host.Probe.NextDepartureAsync();
        Assert.Equal((CloseReason.ConnectionLost, "transport close"), (context.Reason, context.Description));
        await second.SendAsync("42/spec,1[\"echo\",5]");
        Assert.Equal("43/spec,1[5]", await second.NextAsync());
    }

    [Fact]
    public async Task Message_LargerThanItMayBe_EndsItsStreamAlone()
    {
        await using var first = await ConnectAsync();
        await using var second = await ConnectAsync();
        await second.EnterAsync("/spec");

        await first.SendAsync("4" + new string('x', 1_000_000));

        await first.EndedAsync();
        Assert.Equal(1009, first.CloseCode);
        await second.SendAsync("42/spec,1[\"echo\",5]");
        Assert.Equal("43/spec,1[5]", await second.NextAsync());
    }

    [Fact]
    public async Task Upgrade_FromPollingOverTheSameConnection_TakesOver()
    {
        using var response = await _connection.SendAsync(Get("EIO=4&transport=polling"), default).Soon();
        var sid = (await response.Content.ReadAsStringAsync()).Split('"')[3];
        Assert.Equal(HttpVersion.Version20, response.Version);

        await using var socket = await ConnectAsync($"sid={sid}", hasHandshake: false);
        await socket.SendAsync("2probe");
        Assert.Equal("3probe", await socket.NextAsync());
        await socket.SendAsync("5");

        await socket.EnterAsync("/spec");
        using var refused = await _connection.SendAsync(Get($"EIO=4&transport=polling&sid={sid}"), default).Soon();
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Theory]
    [InlineData("sid=nobody")]
    [InlineData("transport=constructor")]
    [InlineData("EIO=3")]
    public async Task Handshake_Wrong_IsRefusedAndTheConnectionStays(string query)
    {
        await using var other = await ConnectAsync();

        Assert.Equal(400, (await Assert.ThrowsAsync<ConnectRefusedException>(() => ConnectAsync(query))).Status);

        await other.EnterAsync("/spec");
    }

    private HttpRequestMessage Get(string query) => new(HttpMethod.Get, new UriBuilder(_address!) { Path = "/socket.io/", Query = query }.Uri)
    {
        Version = HttpVersion.Version20,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    private Task<SocketClient> ConnectAsync(string query = "", bool hasHandshake = true) => SocketClient.ConnectAsync(
        _address!,
        query,
        hasHandshake: hasHandshake,
        configure: static options => (options.HttpVersion, options.HttpVersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact),
        invoker: _connection);

    /// <summary>The next packet that is no ping; one may still have been kept.</summary>
    private static async Task<string> NextAsync(SocketClient client)
    {
        string packet;
        do
        {
            packet = await client.NextAsync();
        }
        while (packet == "2");
        return packet;
    }
}
