namespace Gateways.SignalR.Protocol;

/// <summary>What a client's frame asks for.</summary>
internal enum HubCallKind
{
    /// <summary>An event, with or without an ack.</summary>
    Event,

    /// <summary>The answer to an event of ours.</summary>
    Answer,

    /// <summary>A stream, which the gateway's handlers do not have.</summary>
    Stream,
}
