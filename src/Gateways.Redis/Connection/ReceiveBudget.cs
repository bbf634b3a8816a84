namespace Gateways.Redis.Connection;

/// <summary>How many bytes from Redis may wait to be delivered, in all namespaces together. Thread-safe.</summary>
internal sealed class ReceiveBudget(long limit)
{
    private long _taken;

    /// <summary>One message always fits where nothing else waits, however long it is.</summary>
    public bool TryTake(int bytes)
    {
        var taken = Interlocked.Add(ref _taken, bytes);
        if (taken <= limit || taken == bytes)
        {
            return true;
        }

        Give(bytes);
        return false;
    }

    public void Give(int bytes) => Interlocked.Add(ref _taken, -bytes);
}
