namespace Gateways.Specification.Gateways.Stages;

/// <summary>Something a class or a method says of itself.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class MarkAttribute(string text) : Attribute
{
    public string Text { get; } = text;
}
