namespace Gateways.Conformance.Tests;

/// <summary>The same host with a heartbeat that one can wait for.</summary>
public sealed class QuickServer : ConformanceServer
{
    private protected override Task<ServerProcess> StartAsync() => StartNewAsync("Production", "--pingInterval", "300", "--pingTimeout", "200");
}
