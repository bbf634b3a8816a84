namespace Gateways;

/// <summary>What the other servers answered to a server-side event.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
/// <param name="Replies">One per server that answered with what was asked for, in the order of arrival.</param>
/// <param name="Missing">How many servers did not answer in time, have no handler for the event, or answered with something else.</param>
public sealed record ServerSideReplies<T>(IReadOnlyList<T> Replies, int Missing)
{
    /// <summary>Whether every other server answered.</summary>
    public bool IsComplete => Missing == 0;
}
