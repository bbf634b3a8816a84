namespace Gateways;

/// <summary>Switches that bring back NestJS's own behaviour where this library differs on purpose.</summary>
public sealed class NestCompatOptions
{
    /// <summary>
    /// Whether <c>exception</c> payloads carry <c>cause</c>: the event's name and the client's whole body. NestJS always does. Default: null, in the
    /// Development environment only.
    /// </summary>
    public bool? IncludeCause { get; set; }
}
