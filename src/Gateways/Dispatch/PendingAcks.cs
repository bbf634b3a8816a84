using Gateways.Adapters;

namespace Gateways.Dispatch;

/// <summary>The acks one client still owes. Only ids that were sent to this very client are taken, so nobody can answer for another.</summary>
internal sealed class PendingAcks(string clientId, int max)
{
    private readonly Dictionary<long, IAckSink> _sinks = [];
    private bool _isGone;

    public bool TryAdd(long ackId, IAckSink sink)
    {
        lock (this)
        {
            return !_isGone && _sinks.Count < max && _sinks.TryAdd(ackId, sink);
        }
    }

    public bool Remove(long ackId)
    {
        lock (this)
        {
            return _sinks.Remove(ackId);
        }
    }

    public bool TryComplete(long ackId, ReadOnlyMemory<byte> body, bool isError, MessageArguments? arguments)
    {
        IAckSink? sink;
        lock (this)
        {
            if (!_sinks.Remove(ackId, out sink))
            {
                return false;
            }
        }

        sink.OnAck(clientId, body, isError, arguments);
        return true;
    }

    /// <summary>The client has left: everyone who waits is told.</summary>
    public void Abandon()
    {
        IAckSink[] waiting;
        lock (this)
        {
            _isGone = true;
            waiting = [.. _sinks.Values];
            _sinks.Clear();
        }

        foreach (var sink in waiting)
        {
            sink.OnGone(clientId);
        }
    }
}
