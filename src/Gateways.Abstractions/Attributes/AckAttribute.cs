namespace Gateways;

/// <summary>
/// Binds a parameter of type <see cref="IAck"/> to the client's wish for an answer. The handler then answers itself, now or later: what it returns is no
/// ack, though a <see cref="WsResponse{T}"/> is still sent. A throw still fails the ack. The attribute is optional for that type.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class AckAttribute : Attribute;
