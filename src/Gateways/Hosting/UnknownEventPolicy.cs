namespace Gateways;

/// <summary>
/// What becomes of an event no handler is there for. An ack that was asked for fails with <c>Unknown event</c>; only Socket.IO, which has no failed acks, leaves it
/// unanswered under <see cref="Ignore"/>, as Node does.
/// </summary>
public enum UnknownEventPolicy
{
    /// <summary>It is dropped, as in NestJS, and counted.</summary>
    Ignore,

    /// <summary>The client is also told by an <c>exception</c> event.</summary>
    Exception,

    /// <summary>The client is disconnected with <see cref="CloseReason.PolicyViolation"/>.</summary>
    Close,
}
