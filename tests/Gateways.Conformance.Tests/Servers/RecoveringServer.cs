namespace Gateways.Conformance.Tests;

/// <summary>The conformance host with connection state recovery.</summary>
public sealed class RecoveringServer : ConformanceServer
{
    private protected override Task<ServerProcess> StartAsync() => StartNewAsync("Production", "--recovery", "true");
}
