namespace Chat;

/// <summary>What a moderator tells everyone.</summary>
public sealed record Announcement(string Text, string UserId);
