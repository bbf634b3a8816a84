namespace SignalRHub;

internal sealed record ChatMessage(string RoomId, string Content);
