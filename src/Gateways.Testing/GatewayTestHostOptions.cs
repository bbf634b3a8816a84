using Microsoft.AspNetCore.Builder;

namespace Gateways.Testing;

/// <summary>How <see cref="GatewayTestHost"/> builds its application. Nothing is read from files or environment variables.</summary>
public sealed class GatewayTestHostOptions
{
    /// <summary>The server's clock: handlers, time-outs and keep-alive follow it. Default: the real one. The clients' own patience always stays on the real one.</summary>
    public TimeProvider? Time { get; init; }

    /// <summary>The name of the environment. Default: <c>Testing</c>, so that clients hear of errors what they would hear in production.</summary>
    public string EnvironmentName { get; init; } = "Testing";

    /// <summary>Adds middleware and endpoints of the application, before the gateways are mapped.</summary>
    public Action<WebApplication>? App { get; init; }

    /// <summary>Says something of all endpoints of the gateways, as what follows <c>app.MapGateways()</c>: <c>gateways => gateways.RequireAuthorization()</c>.</summary>
    public Action<IEndpointConventionBuilder>? Gateways { get; init; }
}
