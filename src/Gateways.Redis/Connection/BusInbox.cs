using StackExchange.Redis;

namespace Gateways.Redis.Connection;

/// <summary>
/// What a member has received on all its channels and not yet taken: handled in the order in which Redis sent it, one message at a time. It outlives the connection, so that what an old one
/// has left is never handled beside what a new one brings.
/// </summary>
internal sealed class BusInbox(int maxMessages, ReceiveBudget budget, Action<Exception> onFailed) : IThreadPoolWorkItem
{
    private readonly Queue<Letter> _waiting = new();
    private bool _isAtWork;
    private bool _isClosed;

    /// <returns>False when too much waits already: the message is dropped.</returns>
    public bool TryPut(Action<RedisChannel, ReadOnlyMemory<byte>> handler, RedisChannel channel, ReadOnlyMemory<byte> payload)
    {
        lock (_waiting)
        {
            if (_isClosed)
            {
                return true;
            }

            if (_waiting.Count >= maxMessages || !budget.TryTake(payload.Length))
            {
                return false;
            }

            _waiting.Enqueue(new Letter(handler, channel, payload));
            if (_isAtWork)
            {
                return true;
            }

            _isAtWork = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return true;
    }

    /// <summary>The member has left: what it has not taken it does not want.</summary>
    public void Close()
    {
        lock (_waiting)
        {
            _isClosed = true;
            while (_waiting.TryDequeue(out var letter))
            {
                budget.Give(letter.Payload.Length);
            }
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        while (TryTake(out var letter))
        {
            try
            {
                letter.Handler(letter.Channel, letter.Payload);
            }
            catch (Exception error)
            {
                onFailed(error);
            }
            finally
            {
                budget.Give(letter.Payload.Length);
            }
        }
    }

    private bool TryTake(out Letter letter)
    {
        lock (_waiting)
        {
            return _waiting.TryDequeue(out letter) || (_isAtWork = false);
        }
    }

    private readonly record struct Letter(Action<RedisChannel, ReadOnlyMemory<byte>> Handler, RedisChannel Channel, ReadOnlyMemory<byte> Payload);
}
