using System.Text.Json.Nodes;

namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>
/// Socket.IO clients that stay and say nothing but pongs: <c>--polling</c> percent of <c>--conns</c> poll, the others have a WebSocket. What do they cost a second, and is
/// any of them dropped within <c>--secs</c>?
/// </summary>
internal sealed class HoldWorkload(Options options) : Workload(options)
{
    private const int FirstConnections = 50;
    private const int OtherDescriptors = 200;
    private readonly int _polling = Math.Min(100, options.Integer("polling", 50));

    public override JsonObject Run()
    {
        RequireDescriptors(Environment.ProcessId, "the load generator");
        RequireDescriptors(Options.Pid, "the server");
        RunCodePathsOnce();

        ProcessSample before = ProcessSample.Read(Options.Pid);
        ConnectAll(NewClients(Options.Connections));
        RunFor(Options.Warmup);
        ProcessSample connected = ProcessSample.Read(Options.Pid);
        Begin();
        RunFor(Options.Seconds);
        Finish();
        ProcessSample held = ProcessSample.Read(Options.Pid);

        double PerConnection(ProcessSample sample) => Math.Round((sample.PrivateBytes - before.PrivateBytes) / (double)Options.Connections);
        JsonObject report = Report(Options.Connections);
        report["polling_percent"] = _polling;
        report["still_open"] = OpenCount;
        report["pings"] = Counters.Pings;
        report["server_cpu_percent"] = Math.Round(ServerCpuSeconds / MeasuredSeconds * 100, 3);
        report["private_bytes_per_conn"] = PerConnection(connected);
        report["private_bytes_per_conn_held"] = PerConnection(held);
        return report;
    }

    protected override void OnMessage(LoadConnection connection, MessageKind kind, ReadOnlySpan<byte> message)
    {
        if (kind is not (MessageKind.Error or MessageKind.Other))
        {
            Counters.Unexpected++;
        }
    }

    private void RequireDescriptors(int pid, string who)
    {
        if (pid > 0 && ProcessLimits.OpenFiles(pid) is { } limit && limit < Options.Connections + OtherDescriptors)
        {
            throw new IOException($"{who} may open {limit} files, too few for {Options.Connections} connections: raise ulimit -n");
        }
    }

    /// <summary>Spread evenly, so that both kinds come and are pinged at the same times.</summary>
    private LoadConnection[] NewClients(int count)
    {
        LoadConnection[] connections = NewConnections(count);
        foreach (LoadConnection connection in connections)
        {
            if (((connection.Index + 1) * _polling / 100) > (connection.Index * _polling / 100))
            {
                connection.Poll = Protocol.CreatePollingClient(Options.Port);
            }
        }

        return connections;
    }

    /// <summary>Loads the server's code before the baseline is read, over connections that are gone by then.</summary>
    private void RunCodePathsOnce()
    {
        LoadConnection[] first = NewClients(Math.Min(FirstConnections, Options.Connections));
        ConnectAll(first);
        RunFor(0.5);
        foreach (LoadConnection connection in first)
        {
            if (connection.Poll is null)
            {
                Close(connection);
            }
            else
            {
                HangUp(connection);
            }
        }

        RunUntil(() => OpenCount == 0, () => $"{OpenCount} connections were not closed after their goodbye");
        RunFor(0.5);
    }
}
