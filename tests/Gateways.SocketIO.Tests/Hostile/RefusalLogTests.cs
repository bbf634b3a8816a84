using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification;
using Gateways.Specification.Clients;
using Gateways.Specification.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateways.SocketIO.Tests.Hostile;

/// <summary>The line of the log that takes the place of Node's <c>connection_error</c>, and which refusal it was: its text is all there is in it, so no id of a session.</summary>
public sealed class RefusalLogTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private SpecificationHost? _host;

    private SpecificationHost Host => _host!;

    public async Task InitializeAsync()
    {
        _host = await SpecificationHost.StartAsync(
            static builder => builder.AddSocketIO(static options =>
                options.AllowRequest = static context => new ValueTask<string?>(context.Request.Query.ContainsKey("banned") ? "not you" : null)),
            configureApp: static app => app.UseAuthentication(),
            configureServices: static builder => builder.Services.AddLogging(static logging => logging.SetMinimumLevel(LogLevel.Debug)));
        Host.Log.Least = LogLevel.Debug;
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        _http.Dispose();
    }

    [Theory]
    [InlineData("GET", "transport=nothing", "code 0 (UNKNOWN_TRANSPORT), Transport unknown.")]
    [InlineData("GET", "transport=polling&sid=nobody", "code 1 (UNKNOWN_SID), Session ID unknown.")]
    [InlineData("POST", "transport=polling", "code 2 (BAD_HANDSHAKE_METHOD), Bad handshake method.")]
    [InlineData("GET", "transport=websocket", "code 3 (TRANSPORT_HANDSHAKE_ERROR), Bad request.")]
    [InlineData("GET", "transport=polling&banned", "code 4 (FORBIDDEN), not you.")]
    [InlineData("GET", "transport=polling&EIO=3", "code 5 (UNSUPPORTED_PROTOCOL_VERSION), Unsupported protocol version.")]
    [InlineData("GET", "transport=websocket&SID", "code 3 (TRANSPORT_MISMATCH), Bad request.")]
    [InlineData("GET", "transport=polling&EIO=3&SID", "code 3 (BAD_REQUEST), Bad request.")]
    [InlineData("GET", "transport=polling&as=eve&SID", "code 4 (ANOTHER_USER), Forbidden.")]
    public Task Request_Refused_IsLogged(string method, string query, string line) => ExpectAsync(method, query, null, line);

    [Theory]
    [InlineData("http://stranger.example", "code 4 (FOREIGN_ORIGIN), Forbidden.")]
    public Task Origin_Refused_IsLogged(string origin, string line) => ExpectAsync("GET", "transport=polling", origin, line);

    [Fact]
    public async Task WebSocket_Refused_IsLogged()
    {
        await Assert.ThrowsAsync<ConnectRefusedException>(() => SocketClient.ConnectAsync(Host.Address, "sid=nobody"));

        Assert.Equal("/socket.io/: a request was refused with code 1 (UNKNOWN_SID), Session ID unknown.", Refusal());
    }

    private async Task ExpectAsync(string method, string query, string? origin, string line)
    {
        await using var client = await PollingClient.ConnectAsync(Host.Address, "as=ann", polls: false);
        using var request = new HttpRequestMessage(
            new HttpMethod(method),
            new UriBuilder(Host.Address) { Path = "/socket.io/", Query = $"EIO=4&{(query.Contains("as=", StringComparison.Ordinal) ? "" : "as=ann&")}{query.Replace("SID", $"sid={client.Sid}", StringComparison.Ordinal)}" }.Uri);
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using var response = await _http.SendAsync(request).Soon();

        Assert.False(response.IsSuccessStatusCode);
        Assert.Equal($"/socket.io/: a request was refused with {line}", Refusal());
    }

    private string Refusal()
    {
        var line = Assert.Single(Host.Log.Lines, static line => line.EventId == 1304);
        Assert.Equal(LogLevel.Debug, line.Level);
        return line.Text;
    }
}
