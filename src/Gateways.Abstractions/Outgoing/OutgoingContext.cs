namespace Gateways;

/// <summary>An event on its way out.</summary>
/// <param name="namespace">The namespace it is emitted in.</param>
/// <param name="eventName">The event.</param>
/// <param name="payloads">The payloads; may be changed.</param>
/// <param name="clientId">The one client it is for; null when it is for a set of clients.</param>
/// <param name="cancellationToken">The emitter's token.</param>
public sealed class OutgoingContext(string @namespace, string eventName, object?[] payloads, string? clientId, CancellationToken cancellationToken)
{
    /// <summary>The namespace it is emitted in.</summary>
    public string Namespace { get; } = @namespace;

    /// <summary>The event.</summary>
    public string EventName { get; } = eventName;

    /// <summary>The payloads, none to three; serialised by their run-time types. Elements may be replaced.</summary>
    public object?[] Payloads { get; } = payloads;

    /// <summary>The one client it is for; null when it is for a set of clients.</summary>
    public string? ClientId { get; } = clientId;

    /// <summary>The emitter's token.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;
}
