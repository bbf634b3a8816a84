namespace Gateways;

/// <summary>
/// Binds a parameter to a route parameter of the gateway's path: <c>roomId</c> of <c>/chat/{roomId}</c>. The type is <see cref="string"/> or one that parses itself
/// (<see cref="IParsable{TSelf}"/>); a value that does not parse is a binding error.
/// </summary>
/// <param name="name">The route parameter.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class WsParamAttribute(string name) : Attribute
{
    /// <summary>The route parameter.</summary>
    public string Name { get; } = name;
}
