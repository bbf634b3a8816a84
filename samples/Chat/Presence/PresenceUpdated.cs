namespace Chat;

/// <summary>Everyone who views a document now, in the order in which they came.</summary>
public sealed record PresenceUpdated(string DocumentId, IReadOnlyList<string> Users);
