namespace Chat;

/// <summary>Told to those who stay in the room.</summary>
public sealed record UserLeft(string UserId);
