namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>What a message from the server is, told from its first bytes.</summary>
internal enum MessageKind : byte
{
    /// <summary>The answer to a request.</summary>
    Ack,

    /// <summary>An event the server emitted.</summary>
    Event,

    /// <summary>A protocol ping that wants an answer.</summary>
    Ping,

    /// <summary>The connection may be used from here on.</summary>
    Handshake,

    /// <summary>Socket.IO: the Engine.IO session is open, the namespace is not yet joined.</summary>
    Open,

    /// <summary>A refused request or connection.</summary>
    Error,

    /// <summary>The protocol's own goodbye.</summary>
    Close,

    /// <summary>Nothing a workload cares about, such as SignalR's keep-alive.</summary>
    Other,
}
