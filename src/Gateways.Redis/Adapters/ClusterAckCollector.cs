using Gateways.Adapters;
using Gateways.Redis.Protocol;

namespace Gateways.Redis.Adapters;

/// <summary>
/// Gathers the acks of one emit from the clients of all servers. Servers of this library name their clients; Node only counts them, so what
/// its clients answer, or fail to, has no id.
/// </summary>
internal sealed class ClusterAckCollector(long ackId) : IPendingRequest, IAckSink
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, IAdapterClient?> _waiting = new(StringComparer.Ordinal);
    private readonly HashSet<string> _early = new(StringComparer.Ordinal);
    private readonly List<AckResult> _results = [];
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _nameless;
    private int? _servers;
    private int _countedServers;
    private bool _isStopped;

    /// <summary>Completes when every server has said how many clients it asked, and all of them have answered.</summary>
    public Task Done => _done.Task;

    /// <summary>How many other servers will say whom they asked.</summary>
    public void Expect(int servers)
    {
        lock (_gate)
        {
            _servers = servers;
            CompleteWhenDone();
        }
    }

    public void ExpectLocal(IReadOnlyList<IAdapterClient> clients)
    {
        lock (_gate)
        {
            foreach (var client in clients)
            {
                _waiting[client.Id] = client;
            }
        }
    }

    public void OnAck(string clientId, ReadOnlyMemory<byte> body, bool isError, MessageArguments? arguments) =>
        End(new AckResult(clientId, isError ? AckOutcome.Failed : AckOutcome.Answered, body.ToArray(), arguments));

    public void OnGone(string clientId) => End(new AckResult(clientId, AckOutcome.Disconnected, default));

    public void OnResponse(ClusterResponse response)
    {
        switch (response.Type)
        {
            case ClusterMessageType.ClientCount:
                Expect(response);
                break;
            case ClusterMessageType.Ack when response.ClientId.Length > 0:
                End(new AckResult(response.ClientId, response.Outcome, response.Body, response.Arguments));
                break;
            case ClusterMessageType.Ack:
                EndNameless(new AckResult("", AckOutcome.Answered, response.Body));
                break;
        }
    }

    /// <summary>
    /// Waits no longer: who has not answered is timed out, and a server that did not even count its clients is one client without a name. What comes later changes nothing.
    /// </summary>
    /// <returns>Every answer, and who did not give one.</returns>
    public IReadOnlyList<AckResult> Stop()
    {
        KeyValuePair<string, IAdapterClient?>[] late;
        lock (_gate)
        {
            if (_isStopped)
            {
                return _results;
            }

            _isStopped = true;
            late = [.. _waiting];
            foreach (var (clientId, _) in late)
            {
                _results.Add(new AckResult(clientId, AckOutcome.TimedOut, default));
            }

            var unknown = Math.Max(0, _nameless) + Math.Max(0, (_servers ?? 0) - _countedServers);
            _results.AddRange(Enumerable.Repeat(new AckResult("", AckOutcome.TimedOut, default), unknown));
        }

        foreach (var (_, local) in late)
        {
            local?.CancelAck(ackId);
        }

        return _results;
    }

    private void Expect(ClusterResponse count)
    {
        lock (_gate)
        {
            _countedServers++;
            _nameless += count.ClientCount - count.ClientIds.Length;
            foreach (var clientId in count.ClientIds)
            {
                if (!_early.Contains(clientId))
                {
                    _waiting.TryAdd(clientId, null);
                }
            }

            CompleteWhenDone();
        }
    }

    private void EndNameless(in AckResult result)
    {
        lock (_gate)
        {
            if (!_isStopped)
            {
                _nameless--;
                _results.Add(result);
                CompleteWhenDone();
            }
        }
    }

    private void End(in AckResult result)
    {
        lock (_gate)
        {
            if (_isStopped || _done.Task.IsCompleted || (!_waiting.Remove(result.ClientId) && !_early.Add(result.ClientId)))
            {
                return;
            }

            _results.Add(result);
            CompleteWhenDone();
        }
    }

    private void CompleteWhenDone()
    {
        if (_servers is { } servers && _countedServers >= servers && _waiting.Count == 0 && _nameless <= 0)
        {
            _done.TrySetResult();
        }
    }
}
