namespace Chat;

/// <summary>What a client sends to say something in a room.</summary>
public sealed record SendMessage(string RoomId, string Content);
