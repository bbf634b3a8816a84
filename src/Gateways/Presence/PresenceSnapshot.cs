namespace Gateways.Presence;

/// <summary>Everyone under a topic at one moment.</summary>
/// <param name="Version">That of the topic's last change: changes with a greater one came after. Smaller than that of every later change when nobody is there.</param>
/// <param name="Users">The users, in any order.</param>
public sealed record PresenceSnapshot(long Version, IReadOnlyList<PresenceUser> Users);
