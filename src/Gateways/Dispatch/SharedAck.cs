namespace Gateways.Dispatch;

/// <summary>
/// One ack that several gateways' handlers could give. The first that has something to say gives it; when none has, the last one ends it empty, unless one of them has taken the ack to give it itself.
/// </summary>
internal sealed class SharedAck(int handlers)
{
    private int _left = handlers;
    private int _isClaimed;

    public bool IsClaimed => Volatile.Read(ref _isClaimed) != 0;

    public bool TryClaim() => Interlocked.Exchange(ref _isClaimed, 1) == 0;

    /// <summary>A handler has ended.</summary>
    /// <param name="isEmpty">Whether it has nothing to say.</param>
    /// <returns>Whether it is the one to answer.</returns>
    public bool TryEnd(bool isEmpty) => (Interlocked.Decrement(ref _left) == 0 || !isEmpty) && TryClaim();
}
