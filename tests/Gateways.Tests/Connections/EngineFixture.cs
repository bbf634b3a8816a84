using Gateways.Hosting;
using Gateways.Specification.Gateways;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Gateways.Tests.Connections;

/// <summary>An engine with a clock of its own and no server.</summary>
internal sealed class EngineFixture : IAsyncDisposable
{
    private readonly WebApplication _app;

    public EngineFixture(Action<GatewayOptions>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddSingleton<Probe>();
        builder.Services.AddGateways(options => configure?.Invoke(options)).AddGateway<SpecificationGateway>().AddWebSockets();
        _app = builder.Build();
        Engine = _app.Services.GetRequiredService<GatewayEngine>();
    }

    public FakeTimeProvider Time { get; } = new();

    public GatewayEngine Engine { get; }

    public IServiceProvider Services => _app.Services;

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
