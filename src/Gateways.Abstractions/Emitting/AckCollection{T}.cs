namespace Gateways;

/// <summary>What came back from an emit that asked every client for an ack.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
/// <param name="Replies">One per client that answered, in the order of arrival.</param>
/// <param name="Errors">One per client that answered with an error.</param>
/// <param name="Missing">The ids of the clients that had not answered when the time was up, or had left.</param>
public sealed record AckCollection<T>(IReadOnlyList<AckReply<T>> Replies, IReadOnlyList<AckError> Errors, IReadOnlyList<string> Missing)
{
    /// <summary>Whether every client answered, none with an error.</summary>
    public bool IsComplete => Missing.Count == 0 && Errors.Count == 0;
}
