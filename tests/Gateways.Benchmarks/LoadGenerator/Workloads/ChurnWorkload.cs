using System.Text.Json.Nodes;

namespace Gateways.Benchmarks.LoadGenerator;

/// <summary>Connect, upgrade, handshake, goodbye, close, and again; <c>--conns</c> of them under way at once.</summary>
internal sealed class ChurnWorkload(Options options) : Workload(options)
{
    // Source addresses rotate through 127/8, a thousand connections each, so that TIME_WAIT does not eat all ports.
    private const uint FirstSource = 0x7F000002;
    private const long ConnectsPerSource = 1000;
    private const long Sources = 200;

    private long _connects;
    private long _ready;
    private long _done;
    private bool _isStopping;

    public override JsonObject Run()
    {
        foreach (LoadConnection connection in NewConnections(Options.Connections))
        {
            ConnectNext(connection);
        }

        RunUntil(() => _ready > 0, () => "no connection became ready");
        RunFor(Options.Warmup);
        Begin();
        RunFor(Options.Seconds);
        Finish();
        _isStopping = true;
        RunFor(0.2);
        return Report(_done);
    }

    protected override void OnReady(LoadConnection connection)
    {
        _ready++;
        if (IsMeasuring)
        {
            _done++;
            Latency.Record(Clock() - connection.StartedAt);
        }

        Close(connection);
    }

    protected override void OnMessage(LoadConnection connection, MessageKind kind, ReadOnlySpan<byte> message)
    {
    }

    protected override void OnClosed(LoadConnection connection)
    {
        if (!_isStopping)
        {
            ConnectNext(connection);
        }
    }

    private void ConnectNext(LoadConnection connection) => Connect(connection, FirstSource + (uint)(_connects++ / ConnectsPerSource % Sources));
}
