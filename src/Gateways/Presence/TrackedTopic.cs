namespace Gateways.Presence;

/// <summary>What a client wants under a topic, and what the store has been told of it.</summary>
/// <param name="UserId">Who it is.</param>
/// <param name="Metadata">Its last metadata; empty when it had none.</param>
internal sealed record TrackedTopic(string UserId, ReadOnlyMemory<byte> Metadata)
{
    /// <summary>Since which reset the store has the client and its metadata; null when that is not known.</summary>
    public long? ToldIn { get; init; }

    /// <summary>As what the store was last told of it; null when that is not known.</summary>
    public bool? ToldActive { get; init; }

    /// <summary>Whether the store may have the client: it was told, or nobody can tell whether it was.</summary>
    public bool MayBeStored { get; init; }

    public bool IsTold(long reset, bool isActive) => ToldIn == reset && ToldActive == isActive;
}
