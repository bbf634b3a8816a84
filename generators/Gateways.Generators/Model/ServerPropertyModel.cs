namespace Gateways.Generators.Model;

/// <summary>A property that asks for the server.</summary>
internal sealed record ServerPropertyModel(string Name, string ServiceType);
