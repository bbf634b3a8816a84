using System.Security.Claims;
using Gateways.Connections;
using Gateways.Hosting;
using Gateways.Specification;
using Gateways.Specification.Gateways;
using Gateways.Specification.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Gateways.Tests.Hosting;

/// <summary>The engine with the specification's gateway, without a server and without a real clock.</summary>
internal sealed class EngineHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly GatewayHost _host;

    private EngineHost(WebApplication app, FakeTimeProvider time, Probe probe, LogRecorder log)
    {
        _app = app;
        _host = app.Services.GetRequiredService<GatewayRegistry>().Get<SpecificationGateway>().Host;
        (Time, Probe, Log) = (time, probe, log);
    }

    public FakeTimeProvider Time { get; }

    public Probe Probe { get; }

    public LogRecorder Log { get; }

    public GatewayEngine Engine => _host.Engine;

    public IServiceProvider Services => _app.Services;

    public static async Task<EngineHost> StartAsync(Action<GatewayOptions>? configure = null, Action<IServiceCollection>? configureServices = null)
    {
        var (time, probe, log) = (new FakeTimeProvider(), new Probe(), new LogRecorder());
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Services.AddSingleton(probe).AddSingleton<TimeProvider>(time);
        builder.Services.AddGateways(configure).AddGateway<SpecificationGateway>();
        configureServices?.Invoke(builder.Services);
        var app = builder.Build();
        await app.Services.GetRequiredService<GatewayStartup>().StartingAsync(default).Soon();
        return new EngineHost(app, time, probe, log);
    }

    /// <summary>A connection that belongs to no client.</summary>
    public HeldConnection CreateConnection() => new(Engine);

    /// <summary>A connection with its client.</summary>
    public (HeldConnection Connection, IGatewaySession Session) Connect() => Connect(CreateConnection());

    /// <summary>The client of a connection.</summary>
    public (HeldConnection Connection, IGatewaySession Session) Connect(HeldConnection connection)
    {
        var handshake = new HttpGatewayHandshake(new DefaultHttpContext(), Time);
        return (connection, _host.Connect(connection, _host.CreateRequest(GatewayTransports.WebSocket, handshake, new ClaimsPrincipal())) ?? throw new InvalidOperationException("The host is stopping."));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
