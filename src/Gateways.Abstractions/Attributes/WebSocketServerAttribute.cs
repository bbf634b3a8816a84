namespace Gateways;

/// <summary>
/// Fills a settable property of a gateway with its server handle before <see cref="IOnGatewayInit.AfterInitAsync"/> runs.
/// The property's type is <see cref="IGatewayServer"/>, <see cref="IGatewayServer{TGateway}"/> or <see cref="IGatewayServer{TGateway, TEvents}"/>.
/// Taking the same type as a constructor parameter works as well.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WebSocketServerAttribute : Attribute;
