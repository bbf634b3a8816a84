namespace SignalRHub;

internal sealed record JoinRoom(string RoomId);
