using Gateways.Protocol;

namespace Gateways.Adapters;

/// <summary>Sends one event to several clients and gathers their answers until all are in or the time is up.</summary>
internal sealed class AckCollector : IAckSink
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, IAdapterClient> _waiting = new(StringComparer.Ordinal);
    private readonly List<AckResult> _results = [];
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _sent;

    public static async ValueTask<IReadOnlyList<AckResult>> CollectAsync(
        OutboundMessage message, IReadOnlyList<IAdapterClient> clients, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        var collector = new AckCollector();
        collector.SendTo(clients, message);
        try
        {
            await collector._done.Task.WaitAsync(timeout, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Who has not answered is told by name.
        }
        finally
        {
            collector.Stop(message.AckId);
        }

        return collector._results;
    }

    public void OnAck(string clientId, ReadOnlyMemory<byte> body, bool isError, MessageArguments? arguments) =>
        End(new AckResult(clientId, isError ? AckOutcome.Failed : AckOutcome.Answered, body.ToArray(), arguments));

    public void OnGone(string clientId) => End(new AckResult(clientId, AckOutcome.Disconnected, default));

    private void SendTo(IReadOnlyList<IAdapterClient> clients, OutboundMessage message)
    {
        lock (_gate)
        {
            foreach (var client in clients)
            {
                _waiting[client.Id] = client;
            }
        }

        foreach (var client in clients)
        {
            if (!client.TrySend(message, this))
            {
                OnGone(client.Id);
            }
        }

        lock (_gate)
        {
            _sent = true;
            CompleteWhenDone();
        }
    }

    private void End(in AckResult result)
    {
        lock (_gate)
        {
            if (_waiting.Remove(result.ClientId))
            {
                _results.Add(result);
                CompleteWhenDone();
            }
        }
    }

    private void CompleteWhenDone()
    {
        if (_sent && _waiting.Count == 0)
        {
            _done.TrySetResult();
        }
    }

    private void Stop(long ackId)
    {
        IAdapterClient[] late;
        lock (_gate)
        {
            late = [.. _waiting.Values];
            foreach (var client in late)
            {
                _results.Add(new AckResult(client.Id, AckOutcome.TimedOut, default));
            }

            // An answer that is just arriving finds nobody waiting.
            _waiting.Clear();
        }

        foreach (var client in late)
        {
            client.CancelAck(ackId);
        }
    }
}
