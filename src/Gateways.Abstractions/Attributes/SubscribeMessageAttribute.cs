namespace Gateways;

/// <summary>
/// Makes a method the handler of an event that clients send. Inherited handlers count; an override must repeat the attribute.
/// </summary>
/// <param name="eventName">The event's name on the wire, compared ordinally.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class SubscribeMessageAttribute(string eventName) : Attribute
{
    /// <summary>The event's name on the wire.</summary>
    public string EventName { get; } = eventName;

    /// <summary>
    /// How many messages of this event one client may have under way at the same time. Default 0: as the gateway says.
    /// A value above 0 takes the event out of the client's order: its messages neither wait for earlier ones of other events nor hold up later ones.
    /// </summary>
    public int MaxConcurrency { get; set; }
}
