namespace Gateways;

/// <summary>The protocols a client can arrive by.</summary>
[Flags]
public enum GatewayTransports
{
    /// <summary>No transport.</summary>
    None = 0,

    /// <summary>Plain WebSocket with <c>{"event","data"}</c> frames.</summary>
    WebSocket = 1,

    /// <summary>The SignalR hub protocol, over any of SignalR's own transports.</summary>
    SignalR = 2,

    /// <summary>Socket.IO over Engine.IO polling or WebSocket.</summary>
    SocketIO = 4,

    /// <summary>Server-Sent Events: a client that only listens.</summary>
    ServerSentEvents = 8,

    /// <summary>Every transport.</summary>
    All = WebSocket | SignalR | SocketIO | ServerSentEvents,
}
