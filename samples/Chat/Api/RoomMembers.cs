namespace Chat;

/// <summary>A room and who is in it now.</summary>
public sealed record RoomMembers(string RoomId, IReadOnlyList<RoomMember> Members);
