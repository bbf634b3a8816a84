namespace Gateways.Specification.Gateways;

/// <summary>A body whose reading can be held up.</summary>
public sealed record GatedBody(GatedText Gate, string Text);
