namespace Gateways.Protocol;

/// <summary>A client broke its protocol's rules. Thrown while decoding, caught by the connection, which closes with the reason.</summary>
/// <param name="reason">How to close.</param>
/// <param name="detail">What was wrong, without any of the client's data; for logs.</param>
public sealed class ProtocolException(CloseReason reason, string detail) : Exception(detail)
{
    /// <summary>How to close.</summary>
    public CloseReason Reason { get; } = reason;
}
