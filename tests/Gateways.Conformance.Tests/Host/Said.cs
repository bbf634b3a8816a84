namespace Gateways.Conformance.Host;

/// <summary>What was said in a room, and by which client.</summary>
public sealed record Said(string Text, string From);
