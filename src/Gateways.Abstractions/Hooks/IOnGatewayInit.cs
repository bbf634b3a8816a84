namespace Gateways;

/// <summary>Runs once, before the first client is accepted.</summary>
public interface IOnGatewayInit
{
    /// <summary>Called when the application starts, after its services are built and before it listens; awaited. A throw stops the start.</summary>
    ValueTask AfterInitAsync(IGatewayServer server, CancellationToken cancellationToken);
}
