using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SocketIO.Tests.Options;

/// <summary>A session that polls, is closed by the server, and has no poll that would take the goodbye.</summary>
public sealed class PollingCloseTests : IAsyncDisposable
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
    [InlineData("42/nope,[\"a\"]")]
    [InlineData("44/spec,{\"message\":\"x\"}")]
    public async Task Timeout_Passes_TheSessionIsForgotten(string packet)
    {
        await StartAsync(TimeSpan.FromMilliseconds(300));
        await using var client = await EnterAsync();

        await client.PostAsync(packet);

        // POSTs are refused only when nobody knows the session: a GET would take the goodbye.
        string body;
        do
        {
            (_, body) = await client.PostAsync("3");
        }
        while (body == "ok");

        Assert.Equal("""{"code":1,"message":"Session ID unknown"}""", body);
        Assert.Equal("""{"code":1,"message":"Session ID unknown"}""", await GetAsync(client));
    }

    [Fact]
    public async Task Poll_ComesInTime_TakesTheGoodbye()
    {
        await StartAsync(TimeSpan.FromMinutes(5));
        await using var client = await EnterAsync();
        await client.PostAsync("42/nope,[\"a\"]");
        await Host.Probe.NextDepartureAsync();

        Assert.Equal("6\u001e1", await GetAsync(client));
        Assert.Equal("""{"code":1,"message":"Session ID unknown"}""", await GetAsync(client));
    }

    [Fact]
    public async Task Fault_NoPollWaits_IsCalledAsInNode()
    {
        await StartAsync(TimeSpan.FromMinutes(5));
        await using var client = await EnterAsync();

        await client.PostAsync("42/nope,[\"a\"]");

        var (_, context) = await Host.Probe.NextDepartureAsync();
        Assert.Equal((CloseReason.ProtocolError, "forced server close"), (context.Reason, context.Description));
    }

    private async Task StartAsync(TimeSpan timeout) => _host = await SpecificationHost.StartAsync(builder => builder.AddSocketIO(options => options.PollingCloseTimeout = timeout));

    /// <summary>A client in the namespace that does not poll any more.</summary>
    private async Task<PollingClient> EnterAsync()
    {
        var client = await PollingClient.ConnectAsync(Host.Address, polls: false);
        await client.PostAsync("40/spec,");
        Assert.StartsWith("40/spec,{", await GetAsync(client), StringComparison.Ordinal);
        return client;
    }

    private async Task<string> GetAsync(PollingClient client)
    {
        using var response = await _http.GetAsync(client.Uri).Soon();
        return await response.Content.ReadAsStringAsync();
    }
}
