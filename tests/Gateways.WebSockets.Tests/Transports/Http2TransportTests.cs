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

    private static Uri AddressOf(SpecificationHost host) => new(host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Last());

    private static void UseHttp2(ClientWebSocketOptions options) => (options.HttpVersion, options.HttpVersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
}
