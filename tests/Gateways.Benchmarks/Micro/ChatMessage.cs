namespace Gateways.Benchmarks.Micro;

/// <summary>A body as chats have it.</summary>
public sealed record ChatMessage(string RoomId, string Content);
