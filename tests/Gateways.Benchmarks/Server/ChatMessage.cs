namespace Gateways.Benchmarks.Server;

/// <summary>The payload of every request, and of the event that a broadcast becomes.</summary>
public sealed record ChatMessage(string RoomId, string Content);
