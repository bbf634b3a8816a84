namespace Gateways.Testing.Tests;

/// <summary>The package stands on top of the others, and only on what they make public.</summary>
public sealed class ArrowTests
{
    [Fact]
    public void Testing_ReferencesTheEngineAndItsTransports() =>
        Assert.Equal(
            ["Gateways", "Gateways.Abstractions", "Gateways.ServerSentEvents", "Gateways.SignalR", "Gateways.SocketIO", "Gateways.WebSockets"],
            typeof(GatewayTestHost).Assembly.GetReferencedAssemblies().Select(static name => name.Name!).Where(static name => name.StartsWith("Gateways", StringComparison.Ordinal)).Order());
}
