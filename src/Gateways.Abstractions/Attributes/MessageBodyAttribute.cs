namespace Gateways;

/// <summary>
/// Binds a parameter from the message. Without a property: the whole body, or, where several parameters carry the attribute, the
/// argument at the parameter's place among them. With a property: that one key of the body (a key, not a path).
/// </summary>
/// <remarks>
/// A nullable parameter, or one with a default value, takes that value when the body or key is missing; any other parameter makes the
/// message a binding error, which is answered and never reaches the handler.
/// </remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class MessageBodyAttribute : Attribute
{
    /// <summary>Binds the whole body.</summary>
    public MessageBodyAttribute()
    {
    }

    /// <summary>Binds one key of the body.</summary>
    /// <param name="property">The key, compared ordinally.</param>
    public MessageBodyAttribute(string property) => Property = property;

    /// <summary>The key to bind, or null for the whole body.</summary>
    public string? Property { get; }
}
