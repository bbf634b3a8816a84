namespace Gateways;

/// <summary>
/// An error that is meant for the client: the only exception whose content leaves the server. It is sent as the event <c>exception</c>, and
/// completes the ack where one was asked for. Any other exception reaches the client as <c>Internal server error</c>.
/// </summary>
public class WsException : Exception
{
    /// <summary>An error with a text, sent as <c>{"status":"error","message":text}</c>.</summary>
    public WsException(string message)
        : base(message)
        => Error = message;

    /// <summary>An error with a text, sent as <c>{"status":"error","message":text}</c>; the inner exception stays on the server.</summary>
    public WsException(string message, Exception? innerException)
        : base(message, innerException)
        => Error = message;

    /// <summary>An error with a payload of its own, sent as it is, serialised by its run-time type.</summary>
    /// <param name="error">The payload.</param>
    /// <param name="message">A text for logs and for transports whose errors are plain text.</param>
    public WsException(object error, string? message = null)
        : base(message ?? error?.ToString() ?? "error")
    {
        ArgumentNullException.ThrowIfNull(error);
        Error = error;
    }

    /// <summary>The text or the payload.</summary>
    public object Error { get; }
}
