namespace Chat;

/// <summary>Told to everyone else in the room.</summary>
public sealed record UserJoined(string UserId, string RoomId);
