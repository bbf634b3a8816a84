namespace Gateways.Presence;

/// <summary>A user under a topic, as a store has it.</summary>
/// <param name="UserId">The user.</param>
/// <param name="IsActive">Whether one of its clients is active.</param>
/// <param name="Since">When the first of its clients came.</param>
/// <param name="Metadata">The metadata as JSON; empty when there is none.</param>
public sealed record PresenceUser(string UserId, bool IsActive, DateTimeOffset Since, ReadOnlyMemory<byte> Metadata);
