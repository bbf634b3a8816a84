using System.Net;
using System.Net.WebSockets;
using Gateways.Specification;
using Gateways.Specification.Clients;
using Gateways.Specification.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.WebSockets.Tests.Transports;

/// <summary>The specification over streams of HTTP/2, RFC 8441. Its stuck and its hostile clients come over HTTP/1.1.</summary>
public sealed class Http2TransportTests : FramedTransportTests
{
    /// <summary>Clients of one server are streams of one connection; servers differ in their ports.</summary>
    private static readonly HttpMessageInvoker Connections = new(new SocketsHttpHandler());

    protected override void AddTransport(IGatewaysBuilder builder)
    {
        base.AddTransport(builder);
        builder.Services.Configure<KestrelServerOptions>(static kestrel => kestrel.Listen(IPAddress.Loopback, 0, static endpoint => endpoint.Protocols = HttpProtocols.Http2));
    }

    protected override async Task<SpecificationClient> OpenAsync(SpecificationHost host, ClientRequest request)
    {
        // A page of the same origin comes from the same port.
        var origin = request.Origin?.Replace(host.Address.Authority, AddressOf(host).Authority, StringComparison.Ordinal);
        return await PlainWebSocketClient.ConnectAsync(AddressOf(host), request with { Origin = origin }, UseHttp2, Connections);
    }

    [Fact]
    public async Task Handshake_Subprotocols_FirstIsChosen()
    {
        await using var host = await SpecificationHost.StartAsync(AddTransport);
        using var socket = new ClientWebSocket();
        UseHttp2(socket.Options);
        socket.Options.AddSubProtocol("one");
        socket.Options.AddSubProtocol("two");

        await socket.ConnectAsync(new UriBuilder(AddressOf(host)) { Scheme = "ws", Path = "/spec" }.Uri, Connections, default).Soon();

        Assert.Equal("one", socket.SubProtocol);
    }

    [Theory]
    [InlineData("13", 200)]
    [InlineData("12", 426)]
    [InlineData(null, 426)]
    public async Task Handshake_Version_IsTheOneThereIs(string? version, int status)
    {
        await using var host = await SpecificationHost.StartAsync(AddTransport);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Connect, new Uri(AddressOf(host), "/spec")) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.Protocol = "websocket";
        if (version is not null)
        {
            request.Headers.Add("Sec-WebSocket-Version", version);
        }

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).Soon();

        Assert.Equal(status, (int)response.StatusCode);
    }

    /// <summary>Kestrel gives the stream's objects to the next request at once: the writer that fails then must not end that one.</summary>
    [Fact]
    public async Task Stream_CutWhileItIsWrittenTo_HarmsNoRequestAfterIt()
    {
        await using var host = await SpecificationHost.StartAsync(AddTransport);
        using var connection = new HttpMessageInvoker(new SocketsHttpHandler());
        var large = new string('x', 400_000);
        for (var i = 0; i < 100; i++)
        {
            using var cut = await ConnectAsync();
            var server = await host.Probe.NextConnectedAsync();

            // More than the stream's window: as long as nobody reads, it is being written.
            await server.EmitAsync("large", large);
            await server.EmitAsync("large", large);
            cut.Abort();

            await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
            {
                using var next = await ConnectAsync();
                await next.SendAsync("""{"event":"echo","data":1,"id":1}"""u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, default).Soon();
                var answer = new byte[100];
                var received = await next.ReceiveAsync(answer, default).Soon();
                Assert.Equal("""{"id":1,"data":1}""", System.Text.Encoding.UTF8.GetString(answer, 0, received.Count));
                await next.CloseAsync(WebSocketCloseStatus.NormalClosure, "", default).Soon();
                await host.Probe.NextConnectedAsync();
            }));
        }

        async Task<ClientWebSocket> ConnectAsync()
        {
            var socket = new ClientWebSocket();
            UseHttp2(socket.Options);
            await socket.ConnectAsync(new UriBuilder(AddressOf(host)) { Scheme = "ws", Path = "/spec" }.Uri, connection, default).Soon();
            return socket;
        }
    }

    private static Uri AddressOf(SpecificationHost host) => new(host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Last());

    private static void UseHttp2(ClientWebSocketOptions options) => (options.HttpVersion, options.HttpVersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
}
