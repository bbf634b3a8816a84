using System.Collections.Concurrent;

namespace Gateways.Testing.Clients;

/// <summary>Calls that wait for their ack, for transports whose acks are numbers.</summary>
internal sealed class PendingCalls
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource<CallAnswer>> _calls = new();
    private long _lastId;
    private volatile bool _isAbandoned;

    public (long Id, Task<CallAnswer> Answer) Begin()
    {
        var id = Interlocked.Increment(ref _lastId);
        var call = _calls[id] = new TaskCompletionSource<CallAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_isAbandoned)
        {
            Abandon();
        }

        return (id, call.Task);
    }

    /// <returns>False when nobody waits for this ack.</returns>
    public bool TryEnd(long id, CallAnswer answer) => _calls.TryRemove(id, out var call) && call.TrySetResult(answer);

    /// <summary>The connection has ended: no ack comes any more.</summary>
    public void Abandon()
    {
        _isAbandoned = true;
        foreach (var id in _calls.Keys)
        {
            if (_calls.TryRemove(id, out var call))
            {
                call.TrySetException(new IOException("The connection has ended."));
            }
        }
    }
}
