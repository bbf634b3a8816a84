namespace Gateways;

/// <summary>Binds a parameter of type <see cref="IGatewayClient"/> to the client that sent the message. The attribute is optional for that type.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ConnectedSocketAttribute : Attribute;
