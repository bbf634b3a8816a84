namespace Gateways.Redis.Tests.Processes;

/// <summary>A message of a producer, which counts them.</summary>
public sealed record Numbered(string Room, int Producer, int Number);
