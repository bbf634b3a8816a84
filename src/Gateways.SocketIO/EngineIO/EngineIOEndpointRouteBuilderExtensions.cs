using Gateways;
using Gateways.Hosting;
using Gateways.SocketIO.EngineIO;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps bare Engine.IO servers.</summary>
public static class EngineIOEndpointRouteBuilderExtensions
{
    /// <summary>Maps an Engine.IO server, without Socket.IO on top, at a path of its own. Needs <c>AddGateways()</c>, whose limits and origins hold here too.</summary>
    /// <param name="endpoints">Where to map.</param>
    /// <param name="path">The path with its trailing slash, for example <c>/engine.io/</c>; the other form is not found.</param>
    /// <param name="handler">What to do with the sessions.</param>
    /// <param name="configure">Sets habits and limits.</param>
    /// <exception cref="ArgumentException">Options cannot work; each is named.</exception>
    public static IEndpointConventionBuilder MapEngineIO(this IEndpointRouteBuilder endpoints, string path, EngineIOHandler handler, Action<EngineIOOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(handler);
        var options = new EngineIOOptions();
        configure?.Invoke(options);
        var faults = new OptionFaults(nameof(EngineIOOptions));
        options.Check(faults);
        if (faults.Found.Count > 0)
        {
            throw new ArgumentException(string.Join(' ', faults.Found), nameof(configure));
        }

        var services = endpoints.ServiceProvider;
        services.GetRequiredService<GatewayDrain>().Arm();
        var origins = services.GetRequiredService<OriginPolicy>();
        var server = new EngineIOServer(services.GetRequiredService<GatewayEngine>(), options, options.PingInterval, (transport, context) => new EngineIOSocketSession(transport, context, handler));
        services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopped.Register(server.Dispose);
        RequestDelegate serve = new EngineIOEndpoint(server, path, origins.Allows).ServeAsync;
        return endpoints.Map(path, serve).WithDisplayName($"{path} (Engine.IO)");
    }
}
