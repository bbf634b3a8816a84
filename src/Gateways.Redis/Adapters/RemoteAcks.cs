using System.Text.Json;
using Gateways.Adapters;
using Gateways.Redis.Protocol;

namespace Gateways.Redis.Adapters;

/// <summary>The clients of this server that another server's emit wants acks of: passes on each answer as it comes, until all are in or the time is up.</summary>
internal sealed class RemoteAcks(ClusterRequest request, long ackId, Action<byte[]> respond) : IAckSink
{
    private readonly Dictionary<string, IAdapterClient> _waiting = new(StringComparer.Ordinal);
    private ITimer? _timer;

    public void Start(IReadOnlyList<IAdapterClient> clients, TimeProvider time, TimeSpan timeout)
    {
        respond(ClusterResponseCodec.EncodeClientCount(request.RequestId!, clients));
        lock (_waiting)
        {
            foreach (var client in clients)
            {
                _waiting[client.Id] = client;
            }

            if (clients.Count > 0)
            {
                _timer = time.CreateTimer(static acks => ((RemoteAcks)acks!).Stop(), this, timeout, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void OnAck(string clientId, ReadOnlyMemory<byte> body, bool isError, MessageArguments? arguments)
    {
        if (TryEnd(clientId))
        {
            respond(Encode(clientId, isError ? AckOutcome.Failed : AckOutcome.Answered, body, arguments));
        }
    }

    /// <summary>To Node a client that left is one that never answers.</summary>
    public void OnGone(string clientId)
    {
        if (TryEnd(clientId) && request.Scope.IsExact)
        {
            respond(Encode(clientId, AckOutcome.Disconnected, default, null));
        }
    }

    private byte[] Encode(string clientId, AckOutcome outcome, ReadOnlyMemory<byte> body, MessageArguments? arguments)
    {
        try
        {
            return AckCodec.Encode(request.RequestId!, clientId, outcome, body.Span, arguments);
        }
        catch (JsonException)
        {
            // Nested too deep to be carried.
            return AckCodec.Encode(request.RequestId!, clientId, AckOutcome.Failed, default);
        }
    }

    private bool TryEnd(string clientId)
    {
        lock (_waiting)
        {
            if (!_waiting.Remove(clientId))
            {
                return false;
            }

            if (_waiting.Count == 0)
            {
                _timer?.Dispose();
            }

            return true;
        }
    }

    private void Stop()
    {
        IAdapterClient[] silent;
        lock (_waiting)
        {
            silent = [.. _waiting.Values];
            _waiting.Clear();
            _timer?.Dispose();
        }

        foreach (var client in silent)
        {
            client.CancelAck(ackId);
        }
    }
}
