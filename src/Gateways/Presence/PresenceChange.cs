namespace Gateways.Presence;

/// <summary>One change of one topic. A store tells changes of a topic in one order, the same on every server.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Version">The topic's version after it.</param>
/// <param name="Kind">What happened.</param>
/// <param name="User">The user, as it is after the change; for a leave, as it was.</param>
public sealed record PresenceChange(PresenceTopic Topic, long Version, PresenceChangeKind Kind, PresenceUser User);
