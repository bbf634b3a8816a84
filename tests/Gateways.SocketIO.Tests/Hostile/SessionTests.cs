using System.Net;
using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification;
using Gateways.Specification.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SocketIO.Tests.Hostile;

/// <summary>Whose a session is, what is told of it, and what one client's end may not do to others.</summary>
public sealed class SessionTests : IAsyncDisposable
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
    [InlineData("as=ann", "as=ann", 200)]
    [InlineData("as=ann", "as=eve", 403)]
    [InlineData("as=ann", "", 403)]
    [InlineData("", "as=eve", 200)]
    public async Task Request_OfAnotherUser_IsForbidden(string opens, string continues, int status)
    {
        await StartAsync();
        await using var client = await PollingClient.ConnectAsync(Host.Address, opens, polls: false);
        var uri = new UriBuilder(Host.Address) { Path = "/socket.io/", Query = $"EIO=4&transport=polling&sid={client.Sid}&{continues}" }.Uri;
        using var content = new StringContent("40/spec,");

        using var response = await _http.PostAsync(uri, content).Soon();

        Assert.Equal((HttpStatusCode)status, response.StatusCode);
        if (status == 403)
        {
            Assert.Equal("""{"code":4,"message":"Forbidden"}""", await response.Content.ReadAsStringAsync().Soon());
            await Assert.ThrowsAnyAsync<Exception>(() => SocketClient.ConnectAsync(Host.Address, $"sid={client.Sid}&{continues}", hasHandshake: false));
        }
    }

    [Fact]
    public async Task Sid_IsTheClientsSecret_ApplicationAndLogsSeeAnotherId()
    {
        await StartAsync();
        await using var client = await SocketClient.ConnectAsync(Host.Address);
        await client.SendAsync("40/spec,");
        await client.NextAsync();

        var server = await Host.Probe.NextConnectedAsync();
        await client.SendAsync("nonsense");
        await client.EndedAsync();
        await Host.Probe.NextDepartureAsync();

        string[] told = [server.ConnectionId, server.Id, .. Host.Log.Lines.Select(static line => line.Text)];
        Assert.Equal(22, server.ConnectionId.Length);
        Assert.NotEqual(server.ConnectionId, server.Id);
        Assert.All(Enumerable.Range(0, client.Sid.Length - 7), start =>
            Assert.DoesNotContain(told, text => text.Contains(client.Sid.Substring(start, 8), StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Namespace_OfTheLongestName_IsAnsweredLikeAnyOther()
    {
        await StartAsync(configure: static options => options.MaxNamespaceLength = 1024);
        var key = new string('k', 1000);
        var path = $"/keys/{key}/of";
        await using var client = await SocketClient.ConnectAsync(Host.Address);
        await client.SendAsync($"40{path},");
        Assert.StartsWith($"40{path},{{", await client.NextAsync(), StringComparison.Ordinal);

        await client.SendAsync($"42{path},9007199254740991[\"text\"]");

        Assert.Equal($"43{path},9007199254740991[\"{key}\"]", await client.NextAsync());
    }

    [Fact]
    public async Task Namespaces_ThatWereRefusedOrLeft_DoNotCount()
    {
        await StartAsync(configure: static options => options.MaxNamespacesPerConnection = 2);
        Host.Probe.Connecting = static (client, _) => client.Namespace == "/spec" ? default : throw new WsException("no");
        await using var client = await SocketClient.ConnectAsync(Host.Address);

        for (var i = 0; i < 5; i++)
        {
            await client.SendAsync($"40/spec-rooms/{i},");
            Assert.StartsWith($"40/spec-rooms/{i},", await client.NextAsync(), StringComparison.Ordinal);
            Assert.StartsWith($"42/spec-rooms/{i},[\"exception\"", await client.NextAsync(), StringComparison.Ordinal);
            Assert.Equal($"41/spec-rooms/{i},", await client.NextAsync());
        }

        await client.SendAsync("40/spec,");
        Assert.StartsWith("40/spec,{", await client.NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DisconnectHook_ThatBlocks_DoesNotKeepOthersFromTheirPings()
    {
        await StartAsync(configure: static options => (options.PingInterval, options.PingTimeout) = (TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(2)));
        using var release = new ManualResetEventSlim();
        Host.Probe.Disconnecting = (_, _) =>
        {
            release.Wait();
            return default;
        };
        await using var dead = await PollingClient.ConnectAsync(Host.Address);
        dead.AnswersPings = false;
        await dead.SendAsync("40/spec,");
        await dead.NextAsync();
        await dead.EndedAsync();

        await using var healthy = await SocketClient.ConnectAsync(Host.Address);
        healthy.KeepsPings = true;
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("2", await healthy.NextAsync());
        }

        release.Set();
        await Host.Probe.NextDepartureAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stop_ConnectionWithoutANamespace_IsToldToo(bool usesSocket)
    {
        await StartAsync();
        await using EngineClient client = usesSocket ? await SocketClient.ConnectAsync(Host.Address) : await PollingClient.ConnectAsync(Host.Address);

        await Host.StopAsync().Soon();

        await client.EndedAsync();
        Assert.Contains(Host.Log.Lines, static line => line.EventId == 1011);
    }

    [Fact]
    public async Task Connect_WhileTheServerStops_ClosesSoThatTheClientComesBack()
    {
        await StartAsync();
        var entered = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        Host.Probe.Handler = async call =>
        {
            entered.TrySetResult();
            await go.Task;
            return call.Body;
        };
        await using var client = await SocketClient.ConnectAsync(Host.Address);
        await client.SendAsync("40/spec,");
        await client.NextAsync();
        await client.SendAsync("42/spec,1[\"run\",1]");
        await entered.Task.Soon();
        var stopping = Host.StopAsync();
        while (!Host.Log.Lines.Any(static line => line.EventId == 1010))
        {
            await Task.Yield();
        }

        await client.SendAsync("40/forms,");

        go.SetResult();
        var packets = new List<string>();
        await foreach (var packet in client.Packets.ReadAllAsync())
        {
            packets.Add(packet);
        }

        await stopping.Soon();
        Assert.DoesNotContain(packets, static packet => packet.StartsWith("44", StringComparison.Ordinal));
    }

    private async Task StartAsync(Action<SocketIOTransportOptions>? configure = null) =>
        _host = await SpecificationHost.StartAsync(builder => builder.AddSocketIO(options => configure?.Invoke(options)), configureApp: static app => app.UseAuthentication());
}
