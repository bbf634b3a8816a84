using System.Text.Json.Nodes;

namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>Closed loop: every connection keeps <c>--depth</c> requests in flight. An answer frees its slot, and the slots that one read frees go out in one write.</summary>
internal sealed class EchoWorkload : Workload
{
    private readonly int _depth;

    // All requests in the order of their ids, twice in a row, so that any run of freed ids is one slice.
    private readonly byte[] _requests;
    private readonly int[] _starts;
    private long _answers;
    private long _inFlight;
    private bool _isDraining;

    public EchoWorkload(Options options)
        : base(options)
    {
        _depth = Math.Max(1, options.Depth);
        byte[][] requests = [.. Enumerable.Range(0, _depth).Select(id => Protocol.Request(options.Event, Payload.Json, id))];
        _starts = new int[(_depth * 2) + 1];
        for (int i = 0; i < _depth * 2; i++)
        {
            _starts[i + 1] = _starts[i] + requests[i % _depth].Length;
        }

        _requests = [.. requests.Concat(requests).SelectMany(request => request)];
    }

    public override JsonObject Run()
    {
        EchoConnection[] connections = [.. Enumerable.Range(0, Options.Connections).Select(i => new EchoConnection(i, _depth))];
        ConnectAll(connections);
        foreach (EchoConnection connection in connections)
        {
            for (int id = 0; id < _depth; id++)
            {
                connection.Freed[id] = id;
            }

            connection.FreedCount = _depth;
            Refill(connection);
        }

        RunUntil(() => connections.Any(connection => connection.Received > 0), () => "no request was answered");
        RunFor(Options.Warmup);
        Begin();
        RunFor(Options.Seconds);
        Finish();
        _isDraining = true;
        RunUntil(() => _inFlight == 0 || Counters.Closed > 0, () => $"{_inFlight} requests were never answered");
        JsonObject report = Report(_answers);
        report["event"] = Options.Event;
        return report;
    }

    protected override void OnMessage(LoadConnection connection, MessageKind kind, ReadOnlySpan<byte> message)
    {
        switch (kind)
        {
            case MessageKind.Ack:
                CheckContent(connection, message);
                connection.Received++;
                OnAnswer((EchoConnection)connection, Protocol.AckId(message), isGood: true);
                break;
            case MessageKind.Error:
                OnAnswer((EchoConnection)connection, -1, isGood: false);
                break;
            case MessageKind.Event or MessageKind.Close:
                Counters.Unexpected++;
                break;
        }
    }

    protected override void OnBatchEnd(LoadConnection connection)
    {
        var echo = (EchoConnection)connection;
        if (echo.FreedCount > 0)
        {
            Refill(echo);
        }
    }

    private void OnAnswer(EchoConnection connection, int id, bool isGood)
    {
        if (id < 0)
        {
            id = connection.NextId;
        }
        else if (id != connection.NextId)
        {
            Counters.Reordered++;
        }

        if (id >= _depth)
        {
            Counters.Unexpected++;
            return;
        }

        _inFlight--;
        connection.NextId = id + 1 == _depth ? 0 : id + 1;
        if (IsMeasuring && isGood)
        {
            _answers++;
            Latency.Record(Now - connection.SentAt[id]);
        }

        connection.Freed[connection.FreedCount++] = id;
        if (connection.FreedCount == _depth)
        {
            Refill(connection);
        }
    }

    private void Refill(EchoConnection connection)
    {
        if (_isDraining)
        {
            connection.FreedCount = 0;
            return;
        }

        int[] freed = connection.Freed;
        Now = Clock();
        for (int i = 0; i < connection.FreedCount;)
        {
            int first = freed[i], run = 0;
            for (; i < connection.FreedCount && freed[i] == (first + run) % _depth; i++, run++)
            {
                connection.SentAt[freed[i]] = Now;
            }

            Send(connection, _requests.AsSpan(_starts[first], _starts[first + run] - _starts[first]));
        }

        _inFlight += connection.FreedCount;
        connection.FreedCount = 0;
    }
}
