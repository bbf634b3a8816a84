using System.Text.Json.Nodes;

namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>Memory per connection: the server before, with <c>--conns</c> idle connections, and after one echo on each.</summary>
internal sealed class IdleWorkload(Options options) : Workload(options)
{
    private const int FirstConnections = 50;
    private const int EchoesAtOnce = 64;
    private long _answers;

    public override JsonObject Run()
    {
        byte[] echo = Protocol.Request(Options.Event, Payload.Json, 0);
        RunCodePathsOnce(echo);

        ProcessSample before = ProcessSample.Read(Options.Pid);
        long slabBefore = MachineSample.SlabBytes();
        LoadConnection[] connections = NewConnections(Options.Connections);
        ConnectAll(connections);
        RunFor(Options.Seconds);
        ProcessSample connected = ProcessSample.Read(Options.Pid);
        long slabConnected = MachineSample.SlabBytes();
        EchoOnEach(connections, echo);
        RunFor(Options.Seconds);
        ProcessSample echoed = ProcessSample.Read(Options.Pid);

        double PerConnection(long bytes) => Math.Round(bytes / (double)connections.Length);
        JsonObject report = Heading();
        report["count"] = _answers;
        report["base_mb"] = Megabytes(before.ResidentBytes);
        report["rss_mb"] = Megabytes(connected.ResidentBytes);
        report["bytes_per_conn"] = PerConnection(connected.ResidentBytes - before.ResidentBytes);
        report["private_bytes_per_conn"] = PerConnection(connected.PrivateBytes - before.PrivateBytes);
        report["bytes_per_conn_after_echo"] = PerConnection(echoed.ResidentBytes - before.ResidentBytes);
        report["private_bytes_per_conn_after_echo"] = PerConnection(echoed.PrivateBytes - before.PrivateBytes);
        report["slab_bytes_per_conn_both_ends"] = PerConnection(slabConnected - slabBefore);
        AddFaults(report);
        return report;
    }

    protected override void OnMessage(LoadConnection connection, MessageKind kind, ReadOnlySpan<byte> message)
    {
        switch (kind)
        {
            case MessageKind.Ack:
                CheckContent(connection, message);
                connection.Received++;
                _answers++;
                break;
            case MessageKind.Event or MessageKind.Close:
                Counters.Unexpected++;
                break;
        }
    }

    /// <summary>Loads the server's code before the baseline is read, over connections that are gone by then.</summary>
    private void RunCodePathsOnce(byte[] echo)
    {
        LoadConnection[] first = NewConnections(Math.Min(FirstConnections, Options.Connections));
        ConnectAll(first);
        EchoOnEach(first, echo);
        RunFor(Options.Warmup);
        foreach (LoadConnection connection in first)
        {
            Close(connection);
        }

        RunUntil(() => OpenCount == 0, () => $"{OpenCount} connections were not closed after their goodbye");
        RunFor(0.5);
        _answers = 0;
    }

    private void EchoOnEach(LoadConnection[] connections, byte[] echo)
    {
        long before = _answers;
        for (int i = 0; i < connections.Length; i++)
        {
            Send(connections[i], echo);
            if (i % EchoesAtOnce == EchoesAtOnce - 1 || i == connections.Length - 1)
            {
                long wanted = before + i + 1;
                RunUntil(() => _answers >= wanted, () => $"only {_answers - before} of {wanted - before} echoes were answered");
            }
        }
    }
}
