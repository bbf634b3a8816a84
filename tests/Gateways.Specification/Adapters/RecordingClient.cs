using System.Collections.Concurrent;
using System.Text;
using Gateways.Adapters;
using Gateways.Protocol;

namespace Gateways.Specification.Adapters;

/// <summary>A client that keeps what it is sent, and answers when the test says so.</summary>
public sealed class RecordingClient(string id, string? user = null) : IAdapterClient
{
    private readonly ConcurrentDictionary<long, IAckSink> _sinks = new();

    public string Id { get; } = id;

    public string? UserIdentifier { get; set; } = user;

    public GatewayTransports Transport => GatewayTransports.WebSocket;

    public DateTimeOffset ConnectedAt => DateTimeOffset.UnixEpoch;

    public bool RefusesAcks { get; set; }

    public ConcurrentQueue<string> Heard { get; } = new();

    public ConcurrentQueue<CloseReason> Closed { get; } = new();

    public ConcurrentQueue<CloseReason> ConnectionsClosed { get; } = new();

    public int PendingAcks => _sinks.Count;

    public void Send(OutboundMessage message) => Heard.Enqueue(message.EventName);

    public bool TrySend(OutboundMessage message, IAckSink sink)
    {
        if (RefusesAcks)
        {
            return false;
        }

        _sinks[message.AckId] = sink;
        Send(message);
        return true;
    }

    public void CancelAck(long ackId) => _sinks.TryRemove(ackId, out _);

    public void Disconnect(CloseReason reason) => Closed.Enqueue(reason);

    public void CloseConnection(CloseReason reason) => ConnectionsClosed.Enqueue(reason);

    /// <summary>Answers everything that waits.</summary>
    public void AnswerAll(string json, bool isError = false)
    {
        foreach (var ackId in _sinks.Keys)
        {
            if (_sinks.TryRemove(ackId, out var sink))
            {
                sink.OnAck(Id, Encoding.UTF8.GetBytes(json), isError, null);
            }
        }
    }

    /// <summary>Leaves everything that waits without an answer.</summary>
    public void Leave()
    {
        foreach (var ackId in _sinks.Keys)
        {
            if (_sinks.TryRemove(ackId, out var sink))
            {
                sink.OnGone(Id);
            }
        }
    }
}
