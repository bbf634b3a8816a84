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

    /// <summary>An item of a stream the client sends.</summary>
    StreamItem,

    /// <summary>The end of a stream the client sends.</summary>
    StreamEnd,

    /// <summary>The end of a stream the client sends: an error, whose text is the body.</summary>
    StreamError,

    /// <summary>The client no longer wants the answer to an event.</summary>
    Cancel,
}
