namespace Gateways.CodeAnalysis;

/// <summary>What a handler's return value means for the client.</summary>
internal enum ReturnKind
{
    /// <summary>It cannot be sent.</summary>
    Unsupported,

    /// <summary>An empty ack.</summary>
    Nothing,

    /// <summary>The ack's value.</summary>
    Value,

    /// <summary>An event for the sender: <c>WsResponse&lt;T&gt;</c>.</summary>
    Event,

    /// <summary>Values or events over time.</summary>
    Stream,
}
