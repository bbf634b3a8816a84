namespace Gateways.Redis.Protocol;

/// <summary>A request of another server.</summary>
internal sealed record ClusterRequest(ClusterMessageType Type)
{
    /// <summary>Who asks; null for emitters, and for old servers.</summary>
    public string? Uid { get; init; }

    /// <summary>What the response is marked with; null when none is wanted.</summary>
    public string? RequestId { get; init; }

    /// <summary>Whom it is about.</summary>
    public WireScope Scope { get; init; } = WireScope.Everyone;

    /// <summary>The rooms to join or leave.</summary>
    public string[] Rooms { get; init; } = [];

    /// <summary>The event for the servers, or for the clients when acks are wanted.</summary>
    public WirePacket Packet { get; init; }

    /// <summary>How long the acks are waited for.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Whether clients that cannot be written to this moment are to go without the event.</summary>
    public bool IsVolatile { get; init; }

    /// <summary>For a fetch: whether only names and rooms are wanted. Node tells all, whatever is wanted.</summary>
    public bool IsBare { get; init; }

    /// <summary>For a disconnect: the reason, when the sender is of this library.</summary>
    public CloseReason? Reason { get; init; }

    /// <summary>For a disconnect: whether the whole connection is to be closed, with every namespace the client is in.</summary>
    public bool ClosesConnections { get; init; }
}
