namespace Gateways.Presence;

/// <summary>What became of a user under a topic.</summary>
public enum PresenceChangeKind
{
    /// <summary>Its first client came.</summary>
    Join,

    /// <summary>Its last client left.</summary>
    Leave,

    /// <summary>Its metadata or status changed.</summary>
    Update,
}
