namespace Gateways;

/// <summary>Switches that bring back NestJS's own behaviour where this library differs on purpose.</summary>
public sealed class NestCompatOptions
{
    /// <summary>
    /// Whether <c>exception</c> payloads carry <c>cause</c>: the event's name and the client's whole body. NestJS always does. Default: null, in the
    /// Development environment only.
    /// </summary>
    public bool? IncludeCause { get; set; }

    /// <summary>
    /// Whether a result of nothing (void, null, or an event in place of a value) leaves an ack that was asked for unanswered. NestJS does; its clients then wait until their
    /// own time-out, if they have one. Default: false, the ack is empty.
    /// </summary>
    public bool OmitEmptyAcks { get; set; }

    /// <summary>
    /// Whether an error, or an event nobody handles, leaves an ack that was asked for unanswered; the <c>exception</c> event comes in any case. Default: false, the ack fails.
    /// </summary>
    public bool OmitErrorAcks { get; set; }

    /// <summary>
    /// Whether the values of a stream are sent as NestJS sends those of an Observable: the first one is the ack and the rest is lost, or, where no ack was asked for and the protocol
    /// has a form for it, each goes bare. Default: false, each is an event of the handler's name, and the ack comes at the end.
    /// </summary>
    public bool StreamsAsValues { get; set; }

    /// <summary>Whether messages are handled while the connection hook still runs. Default: false, they wait for it.</summary>
    public bool DispatchesBeforeConnected { get; set; }

    /// <summary>Whether a stopping server cuts its connections without a goodbye, which WebSocket clients see as 1006. Default: false, they are told to come back.</summary>
    public bool CutsOnShutdown { get; set; }

    /// <summary>Turns all of them on.</summary>
    public void EnableAll() =>
        (IncludeCause, OmitEmptyAcks, OmitErrorAcks, StreamsAsValues, DispatchesBeforeConnected, CutsOnShutdown) = (true, true, true, true, true, true);
}
