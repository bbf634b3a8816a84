namespace Gateways;

/// <summary>Names the event that a method of an events interface emits. Without it the name is the method's, first letter in lower case, a trailing <c>Async</c> removed.</summary>
/// <param name="name">The event's name on the wire.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EventAttribute(string name) : Attribute
{
    /// <summary>The event's name on the wire.</summary>
    public string Name { get; } = name;
}
