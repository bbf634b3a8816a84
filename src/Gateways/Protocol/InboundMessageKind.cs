namespace Gateways.Protocol;

/// <summary>What a client's message is.</summary>
public enum InboundMessageKind
{
    /// <summary>An event for a handler.</summary>
    Event,

    /// <summary>The answer to an event of ours.</summary>
    Ack,

    /// <summary>The answer to an event of ours: an error.</summary>
    AckError,
}
