namespace Chat;

/// <summary>Told to the client that joined.</summary>
public sealed record JoinedRoom(string RoomId);
