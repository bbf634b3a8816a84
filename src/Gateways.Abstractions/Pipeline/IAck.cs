namespace Gateways;

/// <summary>
/// The answer a client may have asked for. The first answer counts; later ones, and all when the client asked for none, do nothing. May be kept and
/// used after the handler has returned. Thread-safe. Clients of Server-Sent Events send nothing, and so ask for none.
/// </summary>
public interface IAck
{
    /// <summary>Whether the client asked for an answer.</summary>
    bool IsRequested { get; }

    /// <summary>Whether it was answered.</summary>
    bool IsCompleted { get; }

    /// <summary>Answers without a value.</summary>
    /// <returns>Whether this was the answer.</returns>
    bool Send();

    /// <summary>Answers with a value; <see cref="MessageArguments"/> are as many as they are. Bytes go out as bytes where the protocol can.</summary>
    /// <returns>Whether this was the answer.</returns>
    bool Send<T>(T value);

    /// <summary>Answers with two values. Clients without positional arguments (SignalR, plain WebSocket) receive them as an array.</summary>
    /// <returns>Whether this was the answer.</returns>
    bool Send<T1, T2>(T1 first, T2 second);

    /// <summary>Answers with three values. Clients without positional arguments (SignalR, plain WebSocket) receive them as an array.</summary>
    /// <returns>Whether this was the answer.</returns>
    bool Send<T1, T2, T3>(T1 first, T2 second, T3 third);

    /// <summary>Answers with an error.</summary>
    /// <param name="error">What the client is told, as for an exception of the handler; no <c>exception</c> event is sent.</param>
    /// <returns>Whether this was the answer.</returns>
    bool Fail(WsException error);
}
