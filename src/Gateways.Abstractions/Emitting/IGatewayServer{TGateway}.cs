namespace Gateways;

/// <summary>The handle to emit to the clients of <typeparamref name="TGateway"/>. A singleton in the service provider.</summary>
/// <typeparam name="TGateway">The gateway class.</typeparam>
public interface IGatewayServer<TGateway> : IGatewayServer
    where TGateway : class;
