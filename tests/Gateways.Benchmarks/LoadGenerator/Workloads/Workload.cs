using System.Text;
using System.Text.Json.Nodes;

namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>Something to put a server through, with one line of figures at the end.</summary>
internal abstract class Workload : LoadEngine
{
    private ProcessSample _serverBefore;
    private ProcessSample _ownBefore;
    private double _busyBefore;
    private ServerStats _statsBefore;
    private ProcessSample _serverUsed;
    private double _ownCpu;
    private double _busy;
    private ServerStats _stats;
    private long _start;
    private long _end;

    protected Workload(Options options)
        : base(options) => Payload = new Payload(options.Size);

    protected Payload Payload { get; }

    protected Histogram Latency { get; } = new();

    protected bool IsMeasuring { get; private set; }

    protected double MeasuredSeconds => (_end - _start) / 1e9;

    /// <summary>What the server spent in the measured interval.</summary>
    protected double ServerCpuSeconds => _serverUsed.CpuSeconds;

    /// <summary>What all but the server and the generator spent in it.</summary>
    protected double OtherCpuSeconds => _busy - _serverUsed.CpuSeconds - _ownCpu;

    public static Workload? Create(Options options) => options.Mode switch
    {
        "echo" => new EchoWorkload(options),
        "broadcast" => new BroadcastWorkload(options),
        "cluster" => new ClusterWorkload(options),
        "stuck" => new StuckWorkload(options),
        "idle" => new IdleWorkload(options),
        "hold" => new HoldWorkload(options),
        "churn" => new ChurnWorkload(options),
        _ => null,
    };

    /// <summary>Runs to the end.</summary>
    /// <exception cref="IOException">The server refused, closed or sent what no server should.</exception>
    /// <exception cref="TimeoutException">The server did not answer.</exception>
    public abstract JsonObject Run();

    protected static LoadConnection[] NewConnections(int count) => [.. Enumerable.Range(0, count).Select(i => new LoadConnection(i))];

    /// <summary>Begins the measured interval. The server's own figures are asked for outside of what its CPU time is taken over.</summary>
    protected virtual void Begin()
    {
        Latency.Clear();
        Counters.ClearTraffic();
        _statsBefore = ReadStats();
        _serverBefore = ProcessSample.Read(Options.Pid);
        _ownBefore = ProcessSample.Read(Environment.ProcessId);
        _busyBefore = MachineSample.BusySeconds();
        IsMeasuring = true;
        _start = Clock();
    }

    protected virtual void Finish()
    {
        _end = Clock();
        IsMeasuring = false;
        _busy = MachineSample.BusySeconds() - _busyBefore;
        ProcessSample server = ProcessSample.Read(Options.Pid);
        _serverUsed = server with { UserSeconds = server.UserSeconds - _serverBefore.UserSeconds, SystemSeconds = server.SystemSeconds - _serverBefore.SystemSeconds };
        _ownCpu = ProcessSample.Read(Environment.ProcessId).CpuSeconds - _ownBefore.CpuSeconds;
        _stats = ReadStats() - _statsBefore;
    }

    /// <summary>The part of the report that all workloads share; <paramref name="units"/> is what CPU time and allocations are divided by.</summary>
    /// <exception cref="TimeoutException">Nothing at all was answered in the measured interval.</exception>
    protected JsonObject Report(long units)
    {
        if (units == 0)
        {
            throw new TimeoutException($"nothing came back in {MeasuredSeconds:0.0} s; {Counters.FirstError ?? "the server said nothing"}");
        }

        double seconds = MeasuredSeconds, cpu = _serverUsed.CpuSeconds;
        JsonObject report = Heading();
        report["secs"] = Math.Round(seconds, 3);
        report["count"] = units;
        report["per_s"] = Math.Round(units / seconds);
        if (Latency.Count > 0)
        {
            report["p50_us"] = Math.Round(Latency.Microseconds(.5), 2);
            report["p99_us"] = Math.Round(Latency.Microseconds(.99), 2);
            report["max_us"] = Math.Round(Latency.Max / 1000.0);
        }

        report["gen_cpu"] = Math.Round(_ownCpu / seconds, 2);
        report["bytes_in_per"] = Math.Round((double)Counters.BytesReceived / units, 1);
        report["frames_per_recv"] = Counters.Reads > 0 ? Math.Round((double)Counters.Frames / Counters.Reads, 2) : 0;
        if (Options.Pid > 0)
        {
            report["srv_cpu"] = Math.Round(cpu / seconds, 2);
            report["cpu_s_per_m"] = Math.Round(cpu / units * 1e6, 3);
            report["sys_share"] = cpu > 0 ? Math.Round(_serverUsed.SystemSeconds / cpu, 2) : 0;
            report["other_cpu"] = Math.Round(Math.Max(0, OtherCpuSeconds / seconds), 2);
            report["rss_mb"] = Megabytes(_serverUsed.ResidentBytes);
        }

        if (Options.StatsPath is not null)
        {
            report["alloc_per"] = Math.Round((double)_stats.AllocatedBytes / units, 1);
            report["gc"] = $"{_stats.Gen0}/{_stats.Gen1}/{_stats.Gen2}";
            report["gc_pause_ms"] = _stats.PauseMilliseconds;
        }

        AddFaults(report);
        return report;
    }

    protected JsonObject Heading() => new()
    {
        ["workload"] = Options.Mode, ["proto"] = Options.Proto, ["conns"] = Options.Connections, ["depth"] = Options.Depth, ["size"] = Options.Size,
    };

    protected void AddFaults(JsonObject report)
    {
        report["errors"] = Counters.Errors;
        report["unexpected"] = Counters.Unexpected;
        report["closed"] = Counters.Closed;
        report["reordered"] = Counters.Reordered;
        if (Counters.FirstError is not null)
        {
            report["first_error"] = Counters.FirstError;
        }
    }

    protected static double Megabytes(long bytes) => Math.Round(bytes / 1e6, 1);

    protected void RunFor(double seconds)
    {
        long until = Clock() + Nanoseconds(seconds);
        do
        {
            Poll(5);
        }
        while (Clock() < until);
    }

    /// <summary>Handles events until the condition holds.</summary>
    /// <exception cref="TimeoutException">It does not hold within <see cref="Options.AnswerLimit"/>.</exception>
    protected void RunUntil(Func<bool> condition, Func<string> what)
    {
        long deadline = Clock() + Nanoseconds(Options.AnswerLimit);
        while (!condition())
        {
            Poll(10);
            if (Clock() > deadline)
            {
                throw new TimeoutException($"{what()}; {Counters.FirstError ?? "the server said nothing"}");
            }
        }
    }

    /// <summary>Looks at the content of the first messages of a connection and then of one in so many.</summary>
    protected void CheckContent(LoadConnection connection, ReadOnlySpan<byte> message)
    {
        if (Payload.IsChecked(connection.Received) && !Payload.IsIn(message))
        {
            Counters.Unexpected++;
            Counters.FirstError ??= "a message without the content: " + Encoding.UTF8.GetString(message[..Math.Min(200, message.Length)]);
        }
    }

    private ServerStats ReadStats() => Options.StatsPath is { } path ? ServerStats.Read(Options.Port, path) : default;
}
