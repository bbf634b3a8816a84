namespace Gateways.Redis.Connection;

/// <summary>
/// How many confirmed messages are not yet certain. Redis answers a publisher in the same turn of its loop in which it writes to the subscribers: killed in the middle of that, it has
/// confirmed what some of them never get. Once it has answered a command that was sent after a confirmation had come, that turn is over, and the message on its way. Thread-safe, and no
/// more than two counters.
/// </summary>
internal sealed class PublishFence
{
    private long _confirmed;
    private long _certain;

    /// <summary>To be taken before a command is sent: its answer makes certain what was confirmed before.</summary>
    public long Mark() => Volatile.Read(ref _confirmed);

    /// <summary>Redis has answered a command.</summary>
    public void Pass(long mark)
    {
        for (var known = Volatile.Read(ref _certain); known < mark;)
        {
            var seen = Interlocked.CompareExchange(ref _certain, mark, known);
            if (seen == known)
            {
                return;
            }

            known = seen;
        }
    }

    /// <summary>Redis has confirmed a message.</summary>
    public void Confirm(long mark)
    {
        Pass(mark);
        Interlocked.Increment(ref _confirmed);
    }

    /// <summary>The link is lost: how many messages were confirmed and are not certain. They are counted once.</summary>
    public long TakeUncertain()
    {
        var confirmed = Volatile.Read(ref _confirmed);
        var certain = Interlocked.Exchange(ref _certain, confirmed);
        return Math.Max(0, confirmed - certain);
    }
}
