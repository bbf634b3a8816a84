namespace Gateways.Testing;

/// <summary>How a client's connection ended, as the client saw it.</summary>
/// <param name="Code">The WebSocket close code; null when the link was cut without one, and on SignalR, which says goodbye in words.</param>
/// <param name="Reason">What the server said, for example <c>connection refused</c>; empty when it said nothing.</param>
/// <param name="MayReconnect">Whether the server invites the client back; null where the transport does not tell.</param>
/// <param name="Error">What broke the link, when it did not end with a goodbye.</param>
public sealed record GatewayTestDisconnect(int? Code, string Reason, bool? MayReconnect = null, Exception? Error = null)
{
    /// <summary>The end as failures show it.</summary>
    public override string ToString() => (Code, Reason, Error) switch
    {
        (null, "", null) => "without a word",
        (null, "", _) => $"the link broke ({Error.Message})",
        (null, _, _) => $"\"{Reason}\"",
        (_, "", _) => $"code {Code}",
        _ => $"code {Code}, \"{Reason}\"",
    };
}
