namespace Gateways.Presence;

/// <summary>Everyone under a topic at one moment.</summary>
/// <param name="Version">Grows with every change of the topic; 0 when nobody is there.</param>
/// <param name="Users">The users, in any order.</param>
public sealed record PresenceSnapshot(long Version, IReadOnlyList<PresenceUser> Users);
