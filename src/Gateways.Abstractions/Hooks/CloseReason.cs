namespace Gateways;

/// <summary>
/// Why a connection ended: one catalogue for every transport. Each transport says it in its own words (a WebSocket close code, a SignalR
/// close message, an Engine.IO close). Applications may add their own with codes from 4000 to 4999.
/// </summary>
/// <param name="Name">A stable name for logs, metrics and comparisons, in kebab case.</param>
/// <param name="Code">
/// The WebSocket close code: below 4000 one of RFC 6455, section 7.4.1, or of IANA's registry (1012, 1013); 44xx is ours, and its last three digits are the HTTP status that says the same.
/// </param>
/// <param name="Text">What the client is told; at most 123 bytes in UTF-8 reach a WebSocket client.</param>
/// <param name="MayReconnect">Whether the client is invited to come back.</param>
public sealed record CloseReason(string Name, int Code, string Text, bool MayReconnect)
{
    /// <summary>The client said goodbye.</summary>
    public static CloseReason ClientDisconnect { get; } = new("client-disconnect", 1000, "", true);

    /// <summary>The connection broke without a goodbye.</summary>
    public static CloseReason ConnectionLost { get; } = new("connection-lost", 1006, "", true);

    /// <summary>The application called <see cref="IGatewayClient.DisconnectAsync"/>.</summary>
    public static CloseReason ServerDisconnect { get; } = new("server-disconnect", 1000, "server disconnect", false);

    /// <summary>This server is stopping; another one, or the next one, will take the client.</summary>
    public static CloseReason ServerShutdown { get; } = new("server-shutdown", 1012, "server restarting, please reconnect", true);

    /// <summary>A guard, connection middleware or the connection hook refused the client.</summary>
    public static CloseReason Refused { get; } = new("refused", 4403, "connection refused", false);

    /// <summary>The client has not said who it is, or its token is not valid, or not any more.</summary>
    public static CloseReason Unauthorized { get; } = new("unauthorized", 4401, "unauthorized", false);

    /// <summary>The connection guards, or the connection hook, did not finish in time.</summary>
    public static CloseReason ConnectTimeout { get; } = new("connect-timeout", 4408, "connect timeout", true);

    /// <summary>The client reads too slowly: more bytes were waiting for it than the outbound limit allows.</summary>
    public static CloseReason SlowClient { get; } = new("slow-client", 1013, "client too slow", true);

    /// <summary>The client did not answer pings.</summary>
    public static CloseReason PingTimeout { get; } = new("ping-timeout", 4408, "ping timeout", true);

    /// <summary>The client broke its protocol's rules.</summary>
    public static CloseReason ProtocolError { get; } = new("protocol-error", 1002, "protocol error", false);

    /// <summary>The client sent text that is not UTF-8.</summary>
    public static CloseReason InvalidPayload { get; } = new("invalid-payload", 1007, "invalid payload", false);

    /// <summary>The client sent a message larger than the limit.</summary>
    public static CloseReason MessageTooBig { get; } = new("message-too-big", 1009, "message too big", false);

    /// <summary>The client broke a limit: too many fragments or messages, a message that took too long to arrive, events nobody knows, rooms it may not name.</summary>
    public static CloseReason PolicyViolation { get; } = new("policy-violation", 1008, "policy violation", false);

    /// <summary>The server failed.</summary>
    public static CloseReason InternalError { get; } = new("internal-error", 1011, "internal server error", true);
}
