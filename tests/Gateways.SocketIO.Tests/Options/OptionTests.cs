using System.Net;
using Gateways.Specification;
using Gateways.Specification.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SocketIO.Tests.Options;

/// <summary>A server with options of the test's own, and HTTP that reads and sends nothing by itself.</summary>
public abstract class OptionTests : IAsyncDisposable
{
    protected const string Handshake = "EIO=4&transport=polling";

    private SpecificationHost? _host;

    protected SpecificationHost Host => _host!;

    protected HttpClient Http { get; } = new(new SocketsHttpHandler { UseCookies = false, AutomaticDecompression = DecompressionMethods.None });

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Http.Dispose();
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }

    protected async Task StartAsync(
        Action<SocketIOTransportOptions> transport,
        Action<GatewayOptions>? options = null,
        Action<IGatewaysBuilder>? services = null,
        Action<WebApplication>? app = null,
        Action<IEndpointConventionBuilder>? endpoints = null) =>
        _host = await SpecificationHost.StartAsync(builder => builder.AddSocketIO(transport), options, app, services, endpoints);

    protected async Task<HttpResponseMessage> GetAsync(string query, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Url(query));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Http.SendAsync(request).Soon();
    }

    protected Uri Url(string query) => new UriBuilder(Host.Address) { Path = "/socket.io/", Query = query }.Uri;

    protected static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;
}
