namespace Gateways;

/// <summary>Binds a parameter of type <see cref="string"/> to the event's name: of use in a <see cref="CatchAllAttribute"/> handler.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class MessageNameAttribute : Attribute;
