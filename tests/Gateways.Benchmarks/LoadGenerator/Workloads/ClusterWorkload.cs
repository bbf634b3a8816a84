using System.Text.Json.Nodes;

namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>
/// A broadcast whose room is spread over two servers: half of the members are at the sender's own, half at its twin (<c>--twin-port</c>, <c>--twin-pid</c>). What a
/// delivery costs the one, and what it costs the other.
/// </summary>
internal sealed class ClusterWorkload : BroadcastWorkload
{
    private readonly int _twinPid;
    private readonly Histogram _remoteLatency = new();
    private ProcessSample _twin;
    private double _twinCpu;

    public ClusterWorkload(Options options)
        : base(options)
    {
        int twinPort = options.Integer("twin-port", 0);
        _twinPid = options.Integer("twin-pid", 0);
        if (twinPort == 0)
        {
            throw new ArgumentException("cluster wants --twin-port, the port of the second server");
        }

        foreach (LoadConnection member in Members)
        {
            member.Port = IsRemote(member) ? twinPort : 0;
        }
    }

    public override JsonObject Run()
    {
        JsonObject report = base.Run();
        double local = ServerCpuSeconds, remote = _twinCpu, half = Deliveries / 2.0;
        report["remote_p50_us"] = Math.Round(_remoteLatency.Microseconds(.5), 2);
        report["remote_p99_us"] = Math.Round(_remoteLatency.Microseconds(.99), 2);
        if (Options.Pid > 0)
        {
            // What the report says of CPU is the first server's over all deliveries; a delivery is made by one of the two.
            report["cpu_s_per_m"] = Math.Round((local + remote) / Deliveries * 1e6, 3);
            report["local_cpu_s_per_m"] = Math.Round(local / half * 1e6, 3);
            report["remote_cpu_s_per_m"] = Math.Round(remote / half * 1e6, 3);
            report["other_cpu"] = Math.Round(Math.Max(0, OtherCpuSeconds - remote) / MeasuredSeconds, 2);
        }

        return report;
    }

    protected override void Begin()
    {
        base.Begin();
        _remoteLatency.Clear();
        _twin = ProcessSample.Read(_twinPid);
    }

    protected override void Finish()
    {
        _twinCpu = ProcessSample.Read(_twinPid).CpuSeconds - _twin.CpuSeconds;
        base.Finish();
    }

    protected override void Record(LoadConnection member, long nanoseconds) => (IsRemote(member) ? _remoteLatency : Latency).Record(nanoseconds);

    private static bool IsRemote(LoadConnection member) => member.Index % 2 == 1;
}
