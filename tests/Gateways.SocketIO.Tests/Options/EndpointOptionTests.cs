using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification;
using Gateways.Specification.Clients;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SocketIO.Tests.Options;

/// <summary>Where clients find the server, and by which transports.</summary>
public sealed class EndpointOptionTests : IAsyncDisposable
{
    private readonly HttpClient _http = new();
    private SpecificationHost? _host;

    private SpecificationHost Host => _host!;

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("/socket.io", true, "/socket.io/", "/socket.io", "/realtime/")]
    [InlineData("/socket.io", false, "/socket.io", "/socket.io/", "/")]
    [InlineData("/realtime", true, "/realtime/", "/realtime", "/socket.io/")]
    [InlineData("/realtime/", true, "/realtime/", "/realtime", "/socket.io/")]
    [InlineData("/realtime/", false, "/realtime", "/realtime/", "/socket.io/")]
    [InlineData("/my/app", true, "/my/app/", "/my/app", "/app/")]
    public async Task Path_IsServedInItsOneForm(string path, bool addsSlash, string served, params string[] others)
    {
        await StartAsync(options => (options.Path, options.AddTrailingSlash) = (path, addsSlash));

        foreach (var usesSocket in (bool[])[true, false])
        {
            await using EngineClient client = usesSocket ? await SocketClient.ConnectAsync(Host.Address, path: served) : await PollingClient.ConnectAsync(Host.Address, path: served);
            await client.EnterAsync("/spec");
            await client.SendAsync("42/spec,1[\"echo\",5]");
            Assert.Equal("43/spec,1[5]", await client.NextAsync());
        }

        foreach (var other in others)
        {
            Assert.Equal(404, (await Assert.ThrowsAsync<ConnectRefusedException>(() => PollingClient.ConnectAsync(Host.Address, path: other))).Status);
            Assert.Equal(404, (await Assert.ThrowsAsync<ConnectRefusedException>(() => SocketClient.ConnectAsync(Host.Address, path: other))).Status);
        }
    }

    [Fact]
    public async Task Transports_WebSocketAlone_KnowsNoOther()
    {
        await StartAsync(static options => options.Transports = EngineIOTransports.WebSocket);

        using var response = await _http.GetAsync(new UriBuilder(Host.Address) { Path = "/socket.io/", Query = "EIO=4&transport=polling" }.Uri).Soon();
        Assert.Equal((400, """{"code":0,"message":"Transport unknown"}"""), ((int)response.StatusCode, await response.Content.ReadAsStringAsync()));

        await using var client = await SocketClient.ConnectAsync(Host.Address);
        Assert.Contains("\"upgrades\":[]", client.Handshake, StringComparison.Ordinal);
        await client.EnterAsync("/spec");
        using var poll = await _http.GetAsync(new UriBuilder(Host.Address) { Path = "/socket.io/", Query = $"EIO=4&transport=polling&sid={client.Sid}" }.Uri).Soon();
        Assert.Equal(400, (int)poll.StatusCode);
        await client.SendAsync("42/spec,1[\"echo\",5]");
        Assert.Equal("43/spec,1[5]", await client.NextAsync());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task MaxPacketsPerPayload_OneBeyond_EndsTheSession(int packets)
    {
        await StartAsync(static options => options.MaxPacketsPerPayload = 3);
        await using var client = await PollingClient.ConnectAsync(Host.Address);
        await client.PostAsync("40/spec,");
        Assert.StartsWith("40/spec,", await client.NextAsync(), StringComparison.Ordinal);

        await client.PostAsync(string.Join('\x1e', Enumerable.Range(1, packets).Select(static i => $"42/spec,{i}[\"echo\",{i}]")));

        if (packets == 3)
        {
            Assert.Equal(["43/spec,1[1]", "43/spec,2[2]", "43/spec,3[3]"], [await client.NextAsync(), await client.NextAsync(), await client.NextAsync()]);
        }
        else
        {
            await client.EndedAsync();
            var (_, context) = await Host.Probe.NextDepartureAsync();
            Assert.Equal((CloseReason.ProtocolError, "parse error"), (context.Reason, context.Description));
        }
    }

    private async Task StartAsync(Action<SocketIOTransportOptions> configure) => _host = await SpecificationHost.StartAsync(builder => builder.AddSocketIO(configure));
}
