using FluentValidation;
using System.Security.Claims;
using Gateways.Connections;
using Gateways.Hosting;
using Gateways.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateways.Benchmarks.Micro;

/// <summary>The engine with one gateway and no server.</summary>
internal sealed class MicroHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private MicroHost(WebApplication app) => _app = app;

    public IServiceProvider Services => _app.Services;

    public IGatewayServer<MicroGateway> Server => _app.Services.GetRequiredService<IGatewayServer<MicroGateway>>();

    public static async Task<MicroHost> StartAsync(Action<IGatewaysBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var gateways = builder.Services.AddGateways(options => options.Json.TypeInfoResolverChain.Insert(0, MicroJson.Default)).AddGateway<MicroGateway>().AddFluentValidation();
        configure?.Invoke(gateways);
        builder.Services.AddSingleton<IValidator<ChatMessage>, ChatMessageValidator>();
        var app = builder.Build();
        foreach (var startup in app.Services.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
        {
            await startup.StartingAsync(default);
        }

        return new MicroHost(app);
    }

    public (GatewayConnection Connection, IGatewaySession Session) Connect(IProtocolCodec codec)
    {
        var host = _app.Services.GetRequiredService<GatewayRegistry>().Hosts[0];
        var connection = new SinkConnection(host.Engine, codec);
        var handshake = new HttpGatewayHandshake(new DefaultHttpContext(), TimeProvider.System);
        return (connection, host.Connect(connection, host.CreateRequest(GatewayTransports.WebSocket, handshake, new ClaimsPrincipal()))!);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
