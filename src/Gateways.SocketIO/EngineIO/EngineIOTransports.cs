namespace Gateways;

/// <summary>The ways an Engine.IO client can exchange packets.</summary>
[Flags]
public enum EngineIOTransports
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>HTTP long polling.</summary>
    Polling = 1,

    /// <summary>WebSocket.</summary>
    WebSocket = 2,
}
