using System.Net;
using Gateways.Hosting;
using Gateways.Specification.Gateways;
using Gateways.Specification.Gateways.Stages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateways.Specification.Hosting;

/// <summary>An application with the gateways of the specification, on Kestrel and real sockets.</summary>
public sealed class SpecificationHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SpecificationHost(WebApplication app, Probe probe, LogRecorder log)
    {
        _app = app;
        Probe = probe;
        Log = log;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public Uri Address { get; }

    public int Port => Address.Port;

    public Probe Probe { get; }

    public LogRecorder Log { get; }

    public IServiceProvider Services => _app.Services;

    public IGatewayServer<SpecificationGateway> Server => _app.Services.GetRequiredService<IGatewayServer<SpecificationGateway>>();

    /// <summary>Starts the application.</summary>
    /// <param name="addTransports">Adds the transports under test.</param>
    /// <param name="configure">Sets options.</param>
    /// <param name="configureApp">Adds middleware and endpoints before the gateways are mapped.</param>
    /// <param name="configureServices">Adds services, and whatever else is said of gateways.</param>
    /// <param name="configureEndpoints">What is demanded of all gateways' endpoints.</param>
    public static async Task<SpecificationHost> StartAsync(
        Action<IGatewaysBuilder> addTransports,
        Action<GatewayOptions>? configure = null,
        Action<WebApplication>? configureApp = null,
        Action<IGatewaysBuilder>? configureServices = null,
        Action<IEndpointConventionBuilder>? configureEndpoints = null)
    {
        var (probe, log) = (new Probe(), new LogRecorder());
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders().AddProvider(log);
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton(probe);
        builder.Services.AddScoped<ScopedThing>();
        builder.Services.AddScoped<ScopedGuard>();
        builder.Services.AddAuthentication(QueryAuthentication.Name).AddScheme<AuthenticationSchemeOptions, QueryAuthentication>(QueryAuthentication.Name, null);
        builder.Services.AddAuthorizationBuilder().AddPolicy("adult", static policy => policy.RequireClaim("adult"));
        var gateways = builder.Services.AddGateways(options =>
            {
                options.CloseTimeout = TimeSpan.FromSeconds(1);
                options.ShutdownTimeout = TimeSpan.FromSeconds(5);
                options.HandlerDrainTimeout = TimeSpan.FromSeconds(5);
                configure?.Invoke(options);
            })
            .AddGateway<SpecificationGateway>()
            .AddGateway<FormsGateway>()
            .AddGateway<FamilyGateway>()
            .AddGateway<ConcurrentGateway>()
            .AddGateway<PerConnectionGateway>()
            .AddGateway<PerMessageGateway>()
            .AddGateway<LimitedGateway>()
            .AddGateway<PipelineGateway>()
            .AddGateway<RememberingGateway>()
            .AddGateway<StagesGateway>()
            .AddGateway<PipesGateway>()
            .AddGateway<AnswersGateway>()
            .AddGateway<StreamsGateway>()
            .AddGateway<SpecRoomsGateway>()
            .AddGateway<KeysGateway>()
            .AddGateway<FirstSharedGateway>()
            .AddGateway<SecondSharedGateway>()
            .AddGateway<CatchAllGateway>()
            .AddGateway<MembersGateway>()
            .AddGateway<LobbyGateway>()
            .AddGateway<GuardedGateway>()
            .AddGateway<OutgoingGateway>();
        addTransports(gateways);
        configureServices?.Invoke(gateways);
        var app = builder.Build();
        configureApp?.Invoke(app);
        try
        {
            var endpoints = app.MapGateways();
            configureEndpoints?.Invoke(endpoints);
            app.MapGet("/health", static () => Results.Text("ok"));
            await app.StartAsync().Soon();
            return new SpecificationHost(app, probe, log);
        }
        catch
        {
            await app.DisposeAsync().Soon();
            throw;
        }
    }

    /// <summary>Completes when a client hears what is for everyone. <see cref="Probe.NextConnectedAsync"/> tells of it when its connection hook is entered, and that is before.</summary>
    public static async Task LetInAsync(IGatewayServer server, IGatewayClient client)
    {
        using var patience = new CancellationTokenSource(Patience.Limit);
        while (client.IsConnected && (await server.FetchClientsAsync()).All(one => one.Id != client.Id))
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>Stops on a thread of its own: draining holds the thread that stops the application.</summary>
    public Task StopAsync() => Task.Run(() => _app.StopAsync());

    /// <summary>Completes when the application takes no new clients.</summary>
    public async Task DrainingAsync()
    {
        await _app.Lifetime.ApplicationStopping.WhenCancelled().Soon();
        var engine = _app.Services.GetRequiredService<GatewayEngine>();
        while (!engine.IsDraining)
        {
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync().Soon();
        await _app.DisposeAsync().Soon();
    }
}
