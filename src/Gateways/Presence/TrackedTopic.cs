namespace Gateways.Presence;

/// <summary>What a client wants under a topic.</summary>
/// <param name="UserId">Who it is.</param>
/// <param name="Metadata">Its last metadata; empty when it had none.</param>
/// <param name="IsStored">Whether the store is known to have it.</param>
internal sealed record TrackedTopic(string UserId, ReadOnlyMemory<byte> Metadata, bool IsStored);
