using Gateways.Specification;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SocketIO.Tests.Hostile;

/// <summary>A server that is asked by single requests.</summary>
public abstract class EngineIORows : IAsyncLifetime
{
    private SpecificationHost? _host;

    private protected HttpClient Http { get; } = new();

    private protected SpecificationHost Host => _host!;

    public async Task InitializeAsync() => _host = await SpecificationHost.StartAsync(static builder => builder.AddSocketIO(static options =>
    {
        options.MaxHttpBufferSize = 1000;
        options.PingInterval = TimeSpan.FromSeconds(20);
    }));

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        Http.Dispose();
    }

    private protected Uri Url(string query) => new UriBuilder(Host.Address) { Path = "/socket.io/", Query = query }.Uri;

    private protected async Task<string> OpenAsync() => (await Http.GetStringAsync(Url("EIO=4&transport=polling")).Soon()).Split('"')[3];

    /// <summary>A session whose client is in the namespace.</summary>
    private protected async Task<(string Sid, IGatewayClient Client)> OpenClientAsync()
    {
        var sid = await OpenAsync();
        await PostAsync(sid, "40/spec,");
        Assert.StartsWith("40/spec,{", (await GetAsync(sid)).Body, StringComparison.Ordinal);
        return (sid, await Host.Probe.NextConnectedAsync());
    }

    private protected async Task<(CloseReason Reason, string? Description)> DepartureAsync()
    {
        var (_, context) = await Host.Probe.NextDepartureAsync();
        return (context.Reason, context.Description);
    }

    private protected async Task<(int Status, string Body)> GetAsync(string sid)
    {
        using var response = await Http.GetAsync(Url($"EIO=4&transport=polling&sid={sid}")).Soon();
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private protected async Task<(int Status, string Body)> PostAsync(string sid, string body)
    {
        using var response = await Http.PostAsync(Url($"EIO=4&transport=polling&sid={sid}"), new StringContent(body)).Soon();
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
