namespace Gateways.Specification.Gateways;

/// <summary>A body.</summary>
public sealed record Person(string Name, int Age);
