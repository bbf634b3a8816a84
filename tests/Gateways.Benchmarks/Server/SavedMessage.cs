namespace Gateways.Benchmarks.Server;

/// <summary>What has become of a message: the answer, and the event to its room.</summary>
public sealed record SavedMessage(string Id, string Content, string UserId, DateTimeOffset Timestamp)
{
    private static long s_last;

    /// <summary>Gives a message its place.</summary>
    public static SavedMessage Create(ChatMessage message, string userId, TimeProvider time) => new(
        Interlocked.Increment(ref s_last).ToString(System.Globalization.CultureInfo.InvariantCulture), message.Content, userId, time.GetUtcNow());
}
