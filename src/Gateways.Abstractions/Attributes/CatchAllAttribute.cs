namespace Gateways;

/// <summary>
/// Makes a method the handler of every event its gateway has no other handler for. The name, which the client chose, is bound with
/// <see cref="MessageNameAttribute"/>. One per gateway.
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class CatchAllAttribute : Attribute
{
    /// <summary>How many such messages one client may have under way at the same time. Default 0: as the gateway says.</summary>
    public int MaxConcurrency { get; set; }
}
