namespace Gateways.Conformance.Host;

public sealed record Person(string Name, int Age);
