namespace Gateways.SocketIO.EngineIO;

/// <summary>Why a session has ended: in the words of this library, and in Node's.</summary>
/// <param name="Reason">The named reason.</param>
/// <param name="Text">Node's text, as a <c>disconnect</c> listener hears it.</param>
internal sealed record EngineIODeparture(CloseReason Reason, string Text)
{
    public static EngineIODeparture TransportClose { get; } = new(CloseReason.ClientDisconnect, "transport close");

    public static EngineIODeparture LinkLost { get; } = new(CloseReason.ConnectionLost, "transport close");

    public static EngineIODeparture TransportError { get; } = new(CloseReason.ConnectionLost, "transport error");

    public static EngineIODeparture BadTransportUse { get; } = new(CloseReason.ProtocolError, "transport error");

    public static EngineIODeparture PingTimeout { get; } = new(CloseReason.PingTimeout, "ping timeout");

    public static EngineIODeparture ParseError { get; } = new(CloseReason.ProtocolError, "parse error");

    public static EngineIODeparture ForcedClose { get; } = new(CloseReason.ProtocolError, "forced close");

    public static EngineIODeparture Failed { get; } = new(CloseReason.InternalError, "forced close");

    public static EngineIODeparture ConnectTimeout { get; } = new(CloseReason.ConnectTimeout, "forced server close");

    /// <summary>Whether the client broke a rule, so that its link is closed and nothing more is said.</summary>
    public bool IsFault => IsRule(Reason);

    /// <summary>How this side's own reasons are called in Node.</summary>
    public static EngineIODeparture Of(CloseReason reason) => new(reason, reason == CloseReason.ServerShutdown ? "server shutting down"
        : reason == CloseReason.PingTimeout ? "ping timeout"
        : reason == CloseReason.ProtocolError ? "forced close"
        : IsRule(reason) ? "transport error"
        : reason.MayReconnect ? "forced close"
        : "server namespace disconnect");

    private static bool IsRule(CloseReason reason) =>
        reason == CloseReason.ProtocolError || reason == CloseReason.MessageTooBig || reason == CloseReason.InvalidPayload || reason == CloseReason.PolicyViolation;
}
