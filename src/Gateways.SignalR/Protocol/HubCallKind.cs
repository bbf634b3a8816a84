namespace Gateways.SignalR.Protocol;

/// <summary>What a client's frame is.</summary>
internal enum HubCallKind
{
    /// <summary>An event, with or without an ack, or with a stream as its answer.</summary>
    Event,

    /// <summary>The answer to an event of ours.</summary>
    Answer,

    /// <summary>An item of a stream the client sends.</summary>
    StreamItem,

    /// <summary>The end of a stream the client sends.</summary>
    StreamEnd,

    /// <summary>The client no longer wants an answer.</summary>
    Cancel,
}
