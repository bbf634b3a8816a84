using System.Net;
using Gateways.Redis.Tests.Servers;
using Gateways.Specification;
using Gateways.Specification.Gateways;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Gateways.Redis.Tests.Faults;

/// <summary>An application whose only gateway has a path with parameters: no namespace is there before its first client, and Redis must be all the same.</summary>
public sealed class FamilyOnlyTests : IAsyncLifetime
{
    private readonly RedisServerProcess _redis = new();
    private WebApplication? _app;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        _redis.Dispose();
    }

    [RedisServerFact]
    public async Task Start_WithoutRedis_Fails()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(static options => options.ConnectTimeout = TimeSpan.FromMilliseconds(300)));

        Assert.Contains("AllowDegradedStart", error.Message, StringComparison.Ordinal);
    }

    [RedisServerFact]
    public async Task Start_Degraded_ComesUpWhenRedisDoes()
    {
        var app = await StartAsync(static options => (options.AllowDegradedStart, options.ConnectTimeout) = (true, TimeSpan.FromMilliseconds(300)));
        var server = app.Services.GetRequiredService<IGatewayServer<FamilyGateway>>();
        await Assert.ThrowsAsync<AdapterUnavailableException>(async () => await server.Of("/family/smith").EmitAsync("heard", 1));
        Assert.Equal(HealthStatus.Unhealthy, await HealthAsync(app));

        await _redis.StartAsync();

        using var patience = new CancellationTokenSource(Patience.Limit);
        while (await HealthAsync(app) != HealthStatus.Healthy)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        }

        await server.Of("/family/smith").EmitAsync("heard", 2);
        await server.ServerSideEmitAsync("heard");
        Assert.Equal(1, await server.CountServersAsync());
        _redis.Kill();
        while (await HealthAsync(app) == HealthStatus.Healthy)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        }
    }

    private static async Task<HealthStatus> HealthAsync(WebApplication app) =>
        (await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries[RedisHealthCheck.Name].Status;

    private async Task<WebApplication> StartAsync(Action<RedisAdapterOptions> configure)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton<Probe>();
        builder.Services.AddGateways().AddGateway<FamilyGateway>().AddWebSockets().AddRedis($"{_redis.ConnectionString},asyncTimeout=1000,connectTimeout=1000", options =>
        {
            options.ProbeInterval = TimeSpan.FromMilliseconds(200);
            configure(options);
        });
        _app = builder.Build();
        _app.MapGateways();
        await _app.StartAsync().Soon();
        return _app;
    }
}
