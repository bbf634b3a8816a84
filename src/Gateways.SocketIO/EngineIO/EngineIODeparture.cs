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

    public static EngineIODeparture ConnectTimeout { get; } = new(CloseReason.ConnectTimeout, "forced server close");

    /// <summary>How this side's own reasons are called in Node.</summary>
    public static EngineIODeparture Of(CloseReason reason) => new(reason, reason == CloseReason.ServerShutdown ? "server shutting down"
        : reason == CloseReason.PingTimeout ? "ping timeout"
        : reason == CloseReason.ServerDisconnect ? "server namespace disconnect"
        : reason == CloseReason.MessageTooBig || reason == CloseReason.InvalidPayload || reason == CloseReason.PolicyViolation ? "transport error"
        : "forced close");
}
