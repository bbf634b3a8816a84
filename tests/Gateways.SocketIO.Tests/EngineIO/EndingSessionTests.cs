using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification;
using Gateways.Specification.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SocketIO.Tests.EngineIO;

/// <summary>What comes for a session in the moment of its end waits for nothing, and belongs to somebody.</summary>
public sealed class EndingSessionTests : IAsyncLifetime
{
    private const string Unknown = """{"code":1,"message":"Session ID unknown"}""";

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false });
    private readonly Signal _reached = new();
    private readonly Signal _gate = new();
    private SpecificationHost? _host;

    private SpecificationHost Host => _host!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _gate.Set();
        _http.Dispose();
        await Host.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Switch_WhileAPollIsToldOfTheEnd_IsRefused(bool pollWaits)
    {
        await StartAsync();
        await using var client = await EnterAsync();
        await using var socket = await SocketClient.ConnectAsync(Host.Address, $"sid={client.Sid}", hasHandshake: false);
        await socket.SendAsync("2probe");
        Assert.Equal("3probe", await socket.NextAsync());
        var last = await ToldOfTheEndAsync(client, pollWaits);

        await socket.SendAsync("5");

        await socket.EndedAsync();
        _gate.Set();
        Assert.EndsWith("1", await last.Soon(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Poll_WhileAnotherIsToldOfTheEnd_IsRefused(bool pollWaits)
    {
        await StartAsync();
        await using var client = await EnterAsync();
        var last = await ToldOfTheEndAsync(client, pollWaits);

        Assert.Equal(Unknown, await GetAsync(client));

        _gate.Set();
        Assert.EndsWith("1", await last.Soon(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Poll_HasFoundASessionWhoseTimeToCloseIsUp_IsRefused()
    {
        await StartAsync(TimeSpan.FromMilliseconds(300));
        await using var client = await EnterAsync();
        var late = GetAsync(client, "&held=user");
        await _reached.WaitAsync();
        var server = await Host.Probe.NextConnectedAsync();
        await server.EmitAsync("waits");
        await server.CloseConnectionAsync();
        while ((await client.PostAsync("3")).Body == "ok")
        {
            // Closing, until its time is up.
        }

        _gate.Set();

        Assert.Equal(Unknown, await late.Soon());
    }

    private async Task StartAsync(TimeSpan? closeTimeout = null) => _host = await SpecificationHost.StartAsync(
        builder => builder.AddSocketIO(options => options.PollingCloseTimeout = closeTimeout ?? TimeSpan.FromMinutes(5)),
        configureApp: app => app.Use(Hold));

    private Task Hold(HttpContext context, RequestDelegate next)
    {
        switch (context.Request.Query["held"])
        {
            case "user":
                context.Features.Set<IHttpAuthenticationFeature>(new HeldUser(_reached, _gate));
                break;
            case "body":
                context.Response.Body = new HeldBody(context.Response.Body, _reached, _gate);
                break;
        }

        return next(context);
    }

    /// <summary>A client in the namespace that does not poll by itself.</summary>
    private async Task<PollingClient> EnterAsync()
    {
        var client = await PollingClient.ConnectAsync(Host.Address, polls: false);
        await client.PostAsync("40/spec,");
        Assert.StartsWith("40/spec,{", await GetAsync(client), StringComparison.Ordinal);
        return client;
    }

    /// <summary>Closes the session, and returns when the last poll is being answered.</summary>
    /// <param name="client">The client.</param>
    /// <param name="pollWaits">Whether the poll is sent before the session closes, and so waits for the end, but on a machine that is busy.</param>
    private async Task<Task<string>> ToldOfTheEndAsync(PollingClient client, bool pollWaits)
    {
        var server = await Host.Probe.NextConnectedAsync();
        if (pollWaits)
        {
            var last = GetAsync(client, "&held=body");
            await client.PostAsync("3");
            await server.CloseConnectionAsync(CloseReason.ServerShutdown);
            await _reached.WaitAsync();
            return last;
        }

        await server.CloseConnectionAsync(CloseReason.ServerShutdown);
        await Host.Probe.NextDepartureAsync();
        var coming = GetAsync(client, "&held=body");
        await _reached.WaitAsync();
        return coming;
    }

    private async Task<string> GetAsync(PollingClient client, string query = "")
    {
        using var response = await _http.GetAsync(client.Uri + query).Soon();
        return await response.Content.ReadAsStringAsync().Soon();
    }
}
