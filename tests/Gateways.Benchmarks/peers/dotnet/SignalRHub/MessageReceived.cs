namespace SignalRHub;

internal sealed record MessageReceived(string Id, string Content, string UserId, DateTimeOffset Timestamp);
